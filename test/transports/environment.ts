/** What nodes run in that are to write their log in a form of their own. */
export const environment = {
  logger: { write: (_level: string, text: string) => process.stdout.write(`logged: ${text}\n`) },
}
