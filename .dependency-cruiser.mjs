// Who may import whom; type imports count. The layers and their reasons: docs, "Layers and folders".
const core = '^packages/core/src/'
export const layers = [
  'base',
  'env',
  'message',
  'picture',
  'behavior',
  'cell',
  'system',
  'remote',
  'patterns',
]

/** Each layer sees those below it, never those above, nor the files that put the layers together. */
const downwards = layers.slice(0, -1).map((layer, level) => ({
  name: `${layer}-imports-downwards`,
  severity: 'error',
  from: { path: `${core}${layer}/` },
  to: { path: `${core}((${layers.slice(level + 1).join('|')})/|[^/]+$)` },
}))

/** What a package offers to its siblings. */
const entries =
  '^packages/([^/]+/src/(index|internal)\\.ts|core/src/(patterns|remote)/index\\.ts|loader/src/load-module\\.mjs)$'

export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'imports-resolve', severity: 'error', from: {}, to: { couldNotResolve: true } },
    ...downwards,
    {
      name: 'patterns-use-the-public-api',
      comment: 'A pattern is what a user could have written.',
      severity: 'error',
      from: { path: `${core}patterns/` },
      to: { path: core, pathNot: `${core}(patterns/|index\\.ts$)` },
    },
    {
      name: 'local-half-ignores-remote',
      comment:
        'Who stays in one address space loads no codec: remote is injected, or loaded when a program asks for it, never imported.',
      severity: 'error',
      from: { path: core, pathNot: `${core}remote/` },
      to: { path: [`${core}remote/`, '^node_modules/msgpackr/'], dependencyTypesNot: ['dynamic-import'] },
    },
    {
      name: 'core-runs-anywhere',
      comment: 'A browser has no node: modules.',
      severity: 'error',
      from: { path: core, pathNot: `${core}env/(default|node)-env[^/]*$` },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'core-has-two-dependencies',
      severity: 'error',
      from: { path: core },
      to: { path: '^node_modules/', pathNot: '^node_modules/(nanoevents|msgpackr)/' },
    },
    {
      name: 'core-knows-no-transport',
      severity: 'error',
      from: { path: core },
      to: { path: '^packages/', pathNot: '^packages/core/' },
    },
    {
      name: 'siblings-use-entries',
      comment: 'A package meets another one through its exports alone.',
      severity: 'error',
      from: { path: '^packages/([^/]+)/' },
      to: { path: '^packages/', pathNot: ['^packages/$1/', entries] },
    },
    {
      name: 'siblings-by-name',
      comment: 'Import @troupe/core, not ../../core/src.',
      severity: 'error',
      from: { path: '^packages/([^/]+)/' },
      to: { path: '^packages/', pathNot: '^packages/$1/', dependencyTypes: ['local'] },
    },
    {
      name: 'examples-are-users',
      severity: 'error',
      from: { path: '^examples/' },
      to: { path: '^packages/', pathNot: '^packages/[^/]+/src/(index|patterns/index|remote/index)\\.ts$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@troupe/source', 'import', 'node', 'default', 'types'],
    },
  },
}
