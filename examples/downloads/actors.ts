import { type ActorContext, type ActorRef, defineActor } from '@troupe/core'
import { type Whereabouts, whereabouts } from '../shared/placement.ts'

export interface BoardProtocol {
  /** A download has begun, for the first time or anew. */
  begun(file: string, where: Whereabouts): void
  progress(file: string, bytes: number, total: number): void
  done(file: string, bytes: number): void
}

export interface DownloaderProtocol {
  begin(): void
}

/**
 * Downloads one file as soon as it lives, and stops. Where that fails it fails, and its supervisor starts it anew: there is
 * no code here that tries again.
 */
export const Downloader = defineActor(
  'Downloader',
  (ctx: ActorContext<DownloaderProtocol>, file: string, url: string, board: ActorRef<BoardProtocol>) => {
    ctx.self.tell('begin')
    return {
      async begin() {
        board.tell('begun', file, whereabouts(ctx.self))
        const response = await fetch(url, { signal: ctx.abortSignal })
        const total = Number(response.headers.get('content-length'))
        let bytes = 0
        for await (const chunk of response.body ?? []) {
          bytes += chunk.length
          board.tell('progress', file, bytes, total)
        }
        board.tell('done', file, bytes)
        ctx.stop()
      },
    }
  },
)
