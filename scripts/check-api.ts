// The reference of what is public can be made: whatever is exported has a comment, its links lead somewhere, and what can be
// called has an example.
import { Application, type Comment, type DeclarationReflection, ReflectionKind } from 'typedoc'

/** Made for transports, which are its examples. */
const WITHOUT_EXAMPLES = ['@troupe/core/remote']

const CALLABLE = ReflectionKind.Function | ReflectionKind.Variable

const hasExample = (comment: Comment | undefined): boolean => comment?.getTag('@example') !== undefined

function lacksExample(export_: DeclarationReflection): boolean {
  if (!export_.kindOf(CALLABLE)) return false
  return !hasExample(export_.comment) && !export_.signatures?.some(({ comment }) => hasExample(comment))
}

const app = await Application.bootstrapWithPlugins()
const project = await app.convert()
if (project === undefined) throw new Error('The reference cannot be made')
app.validate(project)
if (app.logger.hasWarnings() || app.logger.hasErrors()) throw new Error('The reference has gaps: see above')

const modules = project.children ?? []
const lacking = modules
  .filter(({ name }) => !WITHOUT_EXAMPLES.includes(name))
  .flatMap(({ name, children = [] }) => children.filter(lacksExample).map((each) => `${name}: ${each.name}`))
if (lacking.length > 0) throw new Error(`These need an @example:\n${lacking.join('\n')}`)
const exports = modules.flatMap(({ children = [] }) => children)
console.log(`${modules.length} entries, ${exports.length} exports`)
