import { describeListener, isPortFree } from '#services/platform/ports.ts';
import { StartupError } from '#services/platform/startup-error.ts';

/** Asked before anything is started, so that a port that is taken leaves nothing half up. */
export async function requirePort(variable: 'PORT' | 'ISSUER_PORT', port: number, host: string): Promise<void> {
  if (await isPortFree(port, host)) return;
  const who = describeListener(port);
  throw new StartupError({
    zh: `端口 ${port} 已被占用${who ? `：${who}` : ''}。\n请停止占用者，或换一个端口，例如 ${variable}=${port + 10} npm start。`,
    en: `Port ${port} is taken${who ? ` by ${who}` : ''}.\nStop that process, or use another port, for example ${variable}=${port + 10} npm start.`,
  });
}
