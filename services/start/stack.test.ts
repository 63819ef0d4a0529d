import { expect, test } from 'vitest';
import { createLogger } from '#services/platform/log.ts';
import { createStack } from './stack.ts';

const log = createLogger({ level: 'silent', name: 'test' });

function aStack() {
  const stack = createStack(log);
  const stopped: string[] = [];
  const push = (name: string, stop = async () => void stopped.push(name)) => stack.push(name, { stop });
  return { stack, stopped, push };
}

test('stops from the top down, one after the other', async () => {
  const { stack, stopped, push } = aStack();
  push('postgres');
  push('temporal', async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    stopped.push('temporal');
  });
  push('api');
  await stack.stopAll();
  expect(stopped).toEqual(['api', 'temporal', 'postgres']);
});

test('goes on when a part does not stop well', async () => {
  const { stack, stopped, push } = aStack();
  push('postgres');
  push('api', () => Promise.reject(new Error('stuck')));
  await stack.stopAll();
  expect(stopped).toEqual(['postgres']);
});

test('stops each part once, however often it is asked', async () => {
  const { stack, stopped, push } = aStack();
  push('api');
  await Promise.all([stack.stopAll(), stack.stopAll()]);
  expect(stopped).toEqual(['api']);
});

test('a part that comes up while everything stops is stopped as well', async () => {
  const { stack, stopped, push } = aStack();
  push('postgres');
  const all = stack.stopAll();
  push('api');
  await all;
  await stack.stopAll();
  expect(stack.isStopping()).toBe(true);
  expect(stopped).toEqual(['postgres', 'api']);
});
