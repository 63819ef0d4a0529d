import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { WorktimeError, type WorktimeErrorCode } from '#workflows/engine/worktime/index.ts';
import type { ApiEnv } from './environment.ts';
import { writeProblem } from './problem-response.ts';

const answerTo = async (code: WorktimeErrorCode) => {
  const app = new Hono<ApiEnv>();
  app.use(async (c, next) => {
    c.set('locale', 'zh');
    await next();
  });
  app.post('/v1/cases', () => {
    throw new WorktimeError(code, 'for the log');
  });
  app.onError((error, c) => writeProblem(c, error));
  const response = await app.request('/v1/cases', { method: 'POST' });
  return { status: response.status, body: await response.json() };
};

test.for([
  ['too_far', '时间太远，无法推算；可推算二十年之内、公元 1900 至 9900 年之间。'],
  ['out_of_range', '时间太远，无法推算；可推算二十年之内、公元 1900 至 9900 年之间。'],
  ['no_open_time', '日历中没有可计的办公时间，请由配置管理员补上。'],
] as const)(
  'a deadline that cannot be reckoned (%s) is no error of the program, wherever it arises',
  async ([code, detail]) => {
    const { status, body } = await answerTo(code);
    expect([status, body]).toMatchObject([422, { code: 'validation', detail }]);
  },
);
