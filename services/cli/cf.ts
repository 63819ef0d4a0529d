import { runCf } from './config/run-cf.ts';

// a reader that has seen enough (`| head`) closes the pipe; that is no failure
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

const write = (line: string) => void process.stdout.write(`${line}\n`);
const writeError = (line: string) => void process.stderr.write(`${line}\n`);
// Node takes this from LC_ALL and LANG, as every program of a terminal does
const { locale } = Intl.DateTimeFormat().resolvedOptions();
const today = new Date().toISOString().slice(0, 10);
process.exitCode = await runCf(process.argv.slice(2), { write, writeError, locale, today });
