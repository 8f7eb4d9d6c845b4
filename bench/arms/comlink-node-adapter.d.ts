/** comlink's adapter for Node comes with types for another entry than its code. */
declare module 'comlink/dist/esm/node-adapter.mjs' {
  import type { MessagePort, Worker } from 'node:worker_threads'
  import type { Endpoint } from 'comlink'

  function nodeEndpoint(port: MessagePort | Worker): Endpoint

  // biome-ignore lint/style/noDefaultExport: that is how comlink exports it
  export { nodeEndpoint as default }
}
