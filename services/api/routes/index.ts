import type { Registry } from 'prom-client';
import type { Api } from '../environment.ts';
import { mountCreateAttachment } from './attachments/create-attachment.ts';
import { mountGetAttachment } from './attachments/get-attachment.ts';
import { mountGetCase } from './cases/get-case.ts';
import { mountListCaseEvents } from './cases/list-case-events.ts';
import { mountListCases } from './cases/list-cases.ts';
import { mountReportCase } from './cases/report-case.ts';
import { mountRevealReporter } from './cases/reveal-reporter.ts';
import { mountSubmitAction } from './cases/submit-action.ts';
import { mountConfiguration } from './configuration/index.ts';
import { mountCalendarDue } from './rules/calendar-due.ts';
import { mountListCatalogue } from './rules/list-catalogue.ts';
import { mountListUnits } from './rules/list-units.ts';
import { mountSimulate } from './rules/simulate.ts';
import { mountDocs } from './system/docs.ts';
import { mountHealthz } from './system/healthz.ts';
import { mountMetrics } from './system/metrics.ts';
import { mountOpenApi } from './system/openapi.ts';
import { mountProblemPage } from './system/problem-page.ts';
import { mountReadyz } from './system/readyz.ts';
import { mountWhoAmI } from './who-am-i.ts';
import { mountWorklist } from './worklist.ts';

/** Every address of the API, in the order in which the reference shows them. */
export function mountRoutes(app: Api, registry: Registry): void {
  mountReportCase(app);
  mountListCases(app);
  mountGetCase(app);
  mountListCaseEvents(app);
  mountSubmitAction(app);
  mountRevealReporter(app);
  mountWorklist(app);
  mountCreateAttachment(app);
  mountGetAttachment(app);
  mountSimulate(app);
  mountCalendarDue(app);
  mountListUnits(app);
  mountListCatalogue(app);
  mountConfiguration(app);
  mountWhoAmI(app);
  mountHealthz(app);
  mountReadyz(app);
  mountMetrics(app, registry);
  mountOpenApi(app);
  mountDocs(app);
  mountProblemPage(app);
}
