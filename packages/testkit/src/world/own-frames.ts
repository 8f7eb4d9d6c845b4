/** The frames of a stack that are neither Node's nor Troupe's; nothing where all of the others are of packages. */
export function ownFrames(stack: string): string {
  const frames = stack.split('\n').slice(1)
  const own = frames.filter((frame) => !FOREIGN.test(frame))
  return own.every((frame) => PACKAGE.test(frame)) ? '' : own.join('\n')
}

const PACKAGE = /[\\/]node_modules[\\/]/

const FOREIGN =
  /node:|[\\/]@?troupe[\\/](?:core|testkit)[\\/]|[\\/]packages[\\/](?:core|testkit)[\\/]src[\\/]|<anonymous>/
