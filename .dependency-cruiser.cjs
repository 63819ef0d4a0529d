/** Who may import whom: docs and reasons in docs/architecture.md. An arrow that is not listed here does not exist. */
const tests =
  '\\.test\\.ts$|/testing[^/]*\\.ts$|\\.fixture\\.ts$|/histories/|^services/journeys/|^services/api/conformance\\.ts$';

/** @param {string} folder @param {string[]} allowed patterns of project paths that it may reach, besides itself */
function only(name, folder, allowed, comment) {
  return {
    name,
    comment,
    severity: 'error',
    from: { path: `^${folder}`, pathNot: tests },
    to: { path: '^(services|workflows|migrations|infra|tenants)/', pathNot: [`^${folder}`, ...allowed].join('|') },
  };
}

/** @param {string} folder @param {string[]} packages npm packages or node: modules that it may use */
function packagesOf(name, folder, packages) {
  const allowed = packages.map((one) => `^node_modules/${one}(/|$)`);
  return {
    name,
    severity: 'error',
    from: { path: `^${folder}`, pathNot: tests },
    to: {
      dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown'],
      ...(allowed.length > 0 && { pathNot: allowed.join('|') }),
    },
  };
}

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'everything-resolves', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-test-code-in-the-product',
      severity: 'error',
      from: { pathNot: `${tests}|^infra/(test|demo|fuzz|bench)/` },
      to: { path: `${tests}|^infra/test/` },
    },

    only('text-stands-alone', 'workflows/text/', []),
    packagesOf('text-knows-numbers-only', 'workflows/text/', ['libphonenumber-js']),
    only('definition-knows-what-text-is', 'workflows/definition/', ['^workflows/text/']),
    packagesOf('definition-knows-zod-only', 'workflows/definition/', ['zod']),
    only('engine-reads-the-definition', 'workflows/engine/', ['^workflows/(definition|text)/']),
    packagesOf('engine-is-pure', 'workflows/engine/', []),
    only('case-workflow-reads-types', 'workflows/case/', ['^workflows/(definition|engine)/']),
    packagesOf('case-workflow-knows-temporal-only', 'workflows/case/', ['@temporalio/(workflow|common)']),
    only('rollout-workflow-reads-names', 'workflows/rollout/', ['^workflows/case/naming\\.ts$']),
    packagesOf('rollout-workflow-knows-temporal-only', 'workflows/rollout/', ['@temporalio/(workflow|common)']),
    {
      name: 'engine-and-workflow-see-types-of-the-language',
      comment: 'The language brings zod, and whatever a workflow imports is bundled into it.',
      severity: 'error',
      from: { path: '^workflows/(engine|case|rollout)/', pathNot: tests },
      to: { path: '^workflows/definition/', dependencyTypesNot: ['type-only'] },
    },

    only('platform-knows-no-product', 'services/platform/', []),
    only('config-reads-the-language', 'services/config/', ['^workflows/(definition|engine|text)/']),
    only('domain', 'services/domain/', ['^services/(config|platform)/', '^workflows/']),
    only('api', 'services/api/', ['^services/(domain|config|platform)/', '^workflows/']),
    only('worker', 'services/worker/', ['^services/(domain|config|platform)/', '^workflows/']),
    only('cli', 'services/cli/', ['^services/(domain|config|platform)/', '^workflows/']),
    only('migrations-stand-alone', 'migrations/', [], 'An old migration must still mean what it meant.'),
    packagesOf('migrations-know-kysely-only', 'migrations/', ['kysely', 'pg', '@types/pg']),
    {
      name: 'composition-is-the-top',
      severity: 'error',
      from: { pathNot: `^services/(start/|main\\.ts)|^infra/|${tests}` },
      to: { path: '^services/(start/|main\\.ts|journeys/)' },
    },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '__histories__' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.cjs', '.mjs', '.json'],
    },
  },
};
