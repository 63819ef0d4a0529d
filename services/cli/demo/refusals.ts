import { StartupError } from '#services/platform/startup-error.ts';

export function nothingRuns(dataDir: string) {
  return new StartupError({
    zh: `没有找到正在运行的 Countyflow（数据目录 ${dataDir}）。\n请先在另一个终端执行 npm start，待其显示“县域流已启动”后再执行 npm run demo；若它用了别的 DATA_DIR，这里也要设成同样的值。`,
    en: `No Countyflow is running on ${dataDir}.\nRun npm start in another terminal, wait for “Countyflow is up”, then run npm run demo again; if it has another DATA_DIR, set the same here.`,
  });
}

export function apiSilent(apiUrl: string, cause: unknown) {
  return new StartupError(
    {
      zh: `${apiUrl} 没有应答，服务可能正在停止。请看 npm start 的终端。`,
      en: `${apiUrl} does not answer; it may be stopping. Look at the terminal of npm start.`,
    },
    { cause },
  );
}

/** The problem document says what is wrong; with its request id the log says more. */
export function apiRefused(what: string, who: string, response: Response, answer: string) {
  const requestId = response.headers.get('x-request-id') ?? '?';
  const told = `${what} (${who}) → ${response.status}\n${pretty(answer)}\nX-Request-Id: ${requestId}`;
  return new StartupError({
    zh: `演示停在这一步，API 拒绝了请求：\n${told}`,
    en: `The demo stops here, the API refused:\n${told}`,
  });
}

function pretty(answer: string): string {
  try {
    return JSON.stringify(JSON.parse(answer), null, 2);
  } catch {
    return answer.slice(0, 2_000);
  }
}
