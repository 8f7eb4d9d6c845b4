/** The wire: one JSON object a line, in both directions. What a client sends is looked at here, before anybody acts on it. */

/** The longest line that a client may send, in characters. */
export const MAX_LINE = 8192
export const MAX_TEXT = 2000
export const MAX_NAME = 32

/** What a client may ask for. */
export type Request =
  | { readonly type: 'hello'; readonly name: string }
  | { readonly type: 'join'; readonly room: string }
  | { readonly type: 'leave'; readonly room: string }
  | { readonly type: 'say'; readonly room: string; readonly text: string }

/** What happens in a room, numbered in the room's own order. */
export type RoomEvent =
  | { readonly type: 'line'; readonly seq: number; readonly from: string; readonly text: string }
  | { readonly type: 'came'; readonly seq: number; readonly who: string }
  | { readonly type: 'left'; readonly seq: number; readonly who: string }

/** Why a request was not carried out. */
export type Problem =
  | 'not-json'
  | 'too-long'
  | 'unknown-type'
  | 'bad-name'
  | 'bad-room'
  | 'bad-text'
  | 'no-name-yet'
  | 'has-name-already'
  | 'name-taken'
  | 'too-many-rooms'
  | 'not-in-room'
  | 'in-room-already'
  | 'room-is-away'

/** What a client is told. */
export type Notice =
  | { readonly type: 'welcome'; readonly name: string }
  /**
   * In the room, from the event after `seq` on. `life` tells one room from the one that takes its place; `again` is set where the
   * client was put back.
   */
  | {
      readonly type: 'joined'
      readonly room: string
      readonly life: number
      readonly seq: number
      readonly members: readonly string[]
      readonly again: boolean
    }
  | { readonly type: 'parted'; readonly room: string }
  | (RoomEvent & { readonly room: string })
  /** The room is lost, with its thread perhaps. What is said now is kept until the client is put back. */
  | { readonly type: 'away'; readonly room: string }
  /** This line was under way to a room that was lost: it was heard, or it was not. */
  | { readonly type: 'unsure'; readonly room: string; readonly text: string }
  /** The client read too slowly to be told of these events. */
  | { readonly type: 'missed'; readonly room: string; readonly from: number; readonly to: number }
  | { readonly type: 'error'; readonly code: Problem; readonly message: string }
  | { readonly type: 'bye'; readonly reason: string }

/** What is wrong with a request, in words for the client. */
export class Refusal extends Error {
  readonly code: Problem

  constructor(code: Problem, message: string) {
    super(message)
    this.code = code
  }
}

const A_NAME = `1 to ${MAX_NAME} visible characters, with no space at either end`

/**
 * @param line what a client sent; `undefined` for a line that was too long to be kept
 * @throws Refusal
 */
export function parseRequest(line: string | undefined): Request {
  if (line === undefined || line.length > MAX_LINE)
    throw new Refusal('too-long', `A line may have ${MAX_LINE} characters.`)
  const value = fromJson(line)
  if (!isObject(value))
    throw new Refusal('not-json', 'Each line must be a JSON object: {"type":"hello","name":"ann"}.')
  const { type, name, room, text } = value
  switch (type) {
    case 'hello':
      return { type, name: checkName(name, 'bad-name', 'name') }
    case 'join':
    case 'leave':
      return { type, room: checkName(room, 'bad-room', 'room') }
    case 'say':
      return { type, room: checkName(room, 'bad-room', 'room'), text: checkText(text) }
    default:
      throw new Refusal('unknown-type', '"type" must be "hello", "join", "leave" or "say".')
  }
}

function fromJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Names are shown to others: nothing that is invisible, turns the direction of writing, or is half a character. */
function checkName(value: unknown, code: Problem, field: string): string {
  const isName =
    typeof value === 'string' &&
    value.length >= 1 &&
    value.length <= MAX_NAME &&
    value === value.trim() &&
    !/[\p{C}\p{Zl}\p{Zp}]/u.test(value)
  if (!isName) throw new Refusal(code, `"${field}" must be ${A_NAME}.`)
  return value
}

/** Texts are printed on terminals, which obey control characters. */
function checkText(value: unknown): string {
  const isText =
    typeof value === 'string' &&
    value.length >= 1 &&
    value.length <= MAX_TEXT &&
    !/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(value)
  if (!isText)
    throw new Refusal(
      'bad-text',
      `"text" must be 1 to ${MAX_TEXT} characters, with no line breaks or other controls.`,
    )
  return value
}

const NOTICES: Readonly<Record<Notice['type'], true>> = {
  welcome: true,
  joined: true,
  parted: true,
  line: true,
  came: true,
  left: true,
  away: true,
  unsure: true,
  missed: true,
  error: true,
  bye: true,
}

/** What a server has sent, for clients, who trust their server: only the kind is looked at. */
export function parseNotice(line: string): Notice | undefined {
  const value = fromJson(line)
  return isNotice(value) ? value : undefined
}

function isNotice(value: unknown): value is Notice {
  return isObject(value) && typeof value.type === 'string' && Object.hasOwn(NOTICES, value.type)
}
