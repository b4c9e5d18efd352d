import { Input } from './get-flags/input.ts'
import { Output } from './get-flags/output.ts'
import { readTool } from './tool.ts'

export default readTool({
  name: 'get_flags',
  title: 'Look at feature flags',
  description:
    'Flags by environment: state, version, targeting in counts, recent changes, differences, permutations worth trying in a reproduction.',
  input: Input,
  output: Output,
  async run(given, context) {
    const { runGetFlags } = await import('./get-flags/run.ts')
    return runGetFlags(given, context)
  },
  async render(answer, view) {
    const { renderFlags } = await import('./get-flags/render.ts')
    return renderFlags(answer, view)
  },
})
