// Plain CommonJS in old syntax, run before anything is imported: an old Node would stop with a syntax error that helps nobody.
var parts = process.versions.node.split('.').map(Number);
if (parts[0] < 20 || (parts[0] === 20 && parts[1] < 19)) {
  console.error(
    '需要 Node.js 20.19 或更高版本，当前为 ' + process.versions.node + '。请安装新版本（https://nodejs.org）后再试。',
  );
  console.error(
    'Node.js 20.19 or newer is needed; this is ' +
      process.versions.node +
      '. Install a newer one (https://nodejs.org).',
  );
  process.exit(1);
}
