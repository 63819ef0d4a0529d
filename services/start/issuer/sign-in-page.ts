import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type Provider from 'oidc-provider';
import { findDemoPerson, type DemoPeople, type DemoPerson } from './demo-people.ts';

/** Shows who one can be, and takes the choice. Interaction and cookie are checked by the provider. */
export async function handleSignIn(
  provider: Provider,
  people: DemoPeople,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  await provider.interactionDetails(request, response);
  if (request.method !== 'POST') return sendHtml(response, 200, signInPage(await people()));
  const chosen = new URLSearchParams(await text(request)).get('person') ?? '';
  const person = await findDemoPerson(people, chosen);
  if (!person) return sendHtml(response, 422, signInPage(await people()));
  // A native client is otherwise asked for consent each time, see loadExistingGrant.
  await provider.interactionFinished(request, response, { login: { accountId: person.id }, consent: {} });
}

function signInPage(people: readonly DemoPerson[]): string {
  const choices = people.map(
    ({ id, name }) =>
      `<li><button name="person" value="${escape(id)}">${escape(name)} <small>${escape(id)}</small></button>`,
  );
  return `<!doctype html><html lang="zh"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>演示登录 · Demo sign-in</title>
<style>body{font:16px/1.5 system-ui;max-width:36rem;margin:2rem auto;padding:0 1rem}ul{list-style:none;padding:0}
button{width:100%;font:inherit;text-align:left;padding:.5rem .75rem;margin:.2rem 0}small{color:#595959}</style>
<h1>演示登录 <small lang="en">Demo sign-in</small></h1>
<p>以下人员均为虚构，选一位继续。<span lang="en">These people are invented: choose whom to be.</span>
<form method="post"><ul>${choices.join('')}</ul></form></html>`;
}

function escape(raw: string): string {
  return raw.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function sendHtml(response: ServerResponse, status: number, html: string): void {
  const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' };
  response.writeHead(status, { ...headers, 'x-frame-options': 'DENY' }).end(html);
}
