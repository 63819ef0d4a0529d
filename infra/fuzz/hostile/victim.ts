import { fork } from 'node:child_process';
import { once } from 'node:events';
import { quick } from '../../../services/journeys/quick-tenant.ts';

export interface Sample {
  at: number;
  ms: number;
  /** Of it, what the victim's own process may have been late by. */
  lateMs: number;
  what: string;
  /** 0 where no answer came. */
  status: number;
  fault?: string;
}

export type ToVictim = { start: { apiUrl: string; tokens: Record<string, string> } } | { end: true };
export type FromVictim = { sample: Sample } | { lost: string[]; reports: number };

export interface Victim {
  samples: Sample[];
  /** Looks for everything that it was promised; answers what is not as it should be. */
  account: () => Promise<{ lost: string[]; reports: number }>;
  kill: () => void;
}

const accountWithinMs = 900_000;

export function startVictim(apiUrl: string, tokens: ReadonlyMap<string, string>): Victim {
  const child = fork(new URL('victim-process.ts', import.meta.url).pathname, [], {
    execArgv: ['--import', import.meta.resolve('tsx')],
  });
  const samples: Sample[] = [];
  const mine = [...tokens].filter(([id]) => id.startsWith(`${quick.tenant}/`));
  const names = Object.fromEntries(mine.map(([id, token]) => [id.slice(quick.tenant.length + 1), token]));
  child.on('message', (message: FromVictim) => {
    if ('sample' in message) samples.push(message.sample);
  });
  const post = (message: ToVictim) => child.send(message);
  post({ start: { apiUrl, tokens: names } });
  return {
    samples,
    kill: () => child.kill(),
    async account() {
      post({ end: true });
      const signal = AbortSignal.timeout(accountWithinMs);
      for (;;) {
        const [message] = (await once(child, 'message', { signal })) as [FromVictim];
        if ('lost' in message) return message;
      }
    },
  };
}
