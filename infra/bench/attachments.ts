/**
 * What one county's hostile files cost everybody else: `node --import tsx infra/bench/attachments.ts`. Ratios of this one run: how much
 * longer another county's small picture takes than alone, and how much memory this process and its children take, in multiples of what
 * they take for one photo of a phone.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import sharp from 'sharp';
import { createFileCleaner, type CleanWork } from '#services/domain/attachments/file-cleaner.ts';
import { claimsOnly, film } from '#services/domain/attachments/film.fixture.ts';

const cleaner = createFileCleaner();
const jpeg = (width: number, height: number, progressive = false) =>
  sharp({ create: { width, height, channels: 3, background: '#48a' }, limitInputPixels: false })
    .jpeg({ progressive })
    .toBuffer();

const small: CleanWork = { bytes: await jpeg(400, 300), type: 'image/jpeg' };
const phone: CleanWork = { bytes: await jpeg(4_000, 3_000), type: 'image/jpeg' };
const film1: CleanWork = { bytes: film, type: 'video/mp4' };
const attacks: Record<string, CleanWork[]> = {
  'eight progressive JPEGs of 119 MP': eight({ bytes: await jpeg(14_000, 8_500, true), type: 'image/jpeg' }),
  'eight plain JPEGs of 119 MP': eight({ bytes: await jpeg(14_000, 8_500), type: 'image/jpeg' }),
  'eight MP4s of 164 bytes that claim 2^32 samples': eight({ bytes: claimsOnly('vide'), type: 'video/mp4' }),
};

function eight(work: CleanWork): CleanWork[] {
  return Array.from({ length: 8 }, () => work);
}

async function took(tenant: string, work: CleanWork): Promise<number> {
  const begun = performance.now();
  await cleaner.clean(tenant, work).catch(() => {});
  return performance.now() - begun;
}

/** The most that this process and its children held at once while something went on, in bytes. */
async function peakOf(work: () => Promise<unknown>): Promise<number> {
  const end = new AbortController();
  let peak = 0;
  const watching = (async () => {
    for (; !end.signal.aborted; await sleep(20)) peak = Math.max(peak, heldBytes());
  })();
  await work();
  end.abort();
  await watching;
  return peak;
}

function heldBytes(): number {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .reduce((sum, pid) => sum + residentOf(Number(pid)), 0);
}

function residentOf(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const isOurs = pid === process.pid || Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]) === process.pid;
    return isOurs ? Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) * 1024 : 0;
  } catch {
    // It ended between the list and the look.
    return 0;
  }
}

const middleOf = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

async function repeatedly(work: CleanWork, tenant: string, times: number): Promise<number[]> {
  const all: number[] = [];
  for (let n = 0; n < times; n += 1) all.push(await took(tenant, work));
  return all;
}

for (const work of [small, film1]) await Promise.all([took('first', work), took('second', work)]);
const alone = middleOf(await repeatedly(small, 'neighbour', 20));
const base = await peakOf(() => took('neighbour', phone));
process.stdout.write(`alone: a small picture ${alone.toFixed(0)} ms; one photo of 12 MP ${mb(base)} in all\n`);

for (const [name, works] of Object.entries(attacks)) {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  let waits: number[] = [];
  const begun = performance.now();
  let lasted = 0;
  const peak = await peakOf(async () => {
    const attack = Promise.all(works.map((work) => took('attacker', work))).then(() => {
      lasted = performance.now() - begun;
    });
    do waits.push(await took('neighbour', small));
    while (lasted === 0);
    await attack;
  });
  delay.disable();
  waits = waits.sort((a, b) => a - b);
  const [middle, most] = [middleOf(waits), waits.at(-1)!];
  process.stdout.write(
    `${name} (${lasted.toFixed(0)} ms):\n` +
      `  a neighbour's small picture takes ${(middle / alone).toFixed(1)} times as long, ${(most / alone).toFixed(1)} at most (${most.toFixed(0)} ms, of ${waits.length})\n` +
      `  memory ${(peak / base).toFixed(1)} times that of one photo (${mb(peak)}); the loop was late by ${(delay.max / 1e6).toFixed(0)} ms at most\n`,
  );
}

function mb(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20)} MB`;
}
