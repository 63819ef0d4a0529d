import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { readZipEntry } from './zip-entry.ts';

test('reads plain and deflated entries of an archive that another tool wrote', () => {
  const long = '章'.repeat(5_000);
  const archive = zip({ 'x.data/scripts/other': 'no', 'x.data/scripts/program': long });

  expect(readZipEntry(archive, (name) => name.endsWith('/program'))?.toString('utf8')).toBe(long);
  expect(readZipEntry(archive, (name) => name.endsWith('/other'))?.toString('utf8')).toBe('no');
  expect(readZipEntry(archive, () => false)).toBeUndefined();
});

test('says that a file which is no archive is none', () => {
  expect(() => readZipEntry(Buffer.from('<html>404</html>'), () => true)).toThrow('not a zip archive');
});

/** Written by Python, as wheels are. */
function zip(files: Record<string, string>): Buffer {
  const script =
    'import sys,json,zipfile,io\nb=io.BytesIO()\nz=zipfile.ZipFile(b,"w")\n' +
    'for i,(n,t) in enumerate(json.load(sys.stdin).items()): z.writestr(n,t,zipfile.ZIP_DEFLATED if i else zipfile.ZIP_STORED)\n' +
    'z.close()\nsys.stdout.buffer.write(b.getvalue())';
  return execFileSync('python3', ['-c', script], { input: JSON.stringify(files) });
}

test('refuses an entry packed by a method it does not know', () => {
  const archive = zip({ a: '', b: 'b'.repeat(100) });
  const directory = archive.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
  archive.writeUInt16LE(14, directory + 10);
  expect(() => readZipEntry(archive, (name) => name === 'a')).toThrow('method (14)');
});
