import { Input } from './compare-environments/input.ts'
import { Output } from './compare-environments/output.ts'
import { readTool } from './tool.ts'

export default readTool({
  name: 'compare_environments',
  title: 'Compare environments',
  description:
    'What differs between two environments: versions running, flags, settings. Secrets are told as same or different, never shown.',
  input: Input,
  output: Output,
  async run(given, context) {
    const { runCompare } = await import('./compare-environments/run.ts')
    return runCompare(given, context)
  },
  async render(answer, view) {
    const { renderComparison } = await import('./compare-environments/render.ts')
    return renderComparison(answer, view)
  },
})
