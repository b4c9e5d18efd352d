import { Input } from './shared/logs/input.ts'
import { Output } from './query-logs/output.ts'
import { readTool } from './tool.ts'

export default readTool({
  name: 'query_logs',
  title: 'Query logs',
  description:
    'What the logs say of a window: histogram, onset, error patterns, top values, affected users, few samples. Never a dump.',
  input: Input,
  output: Output,
  async run(given, context) {
    const { runQueryLogs } = await import('./query-logs/run.ts')
    return runQueryLogs(given, context)
  },
  async render(answer, view) {
    const { render } = await import('./query-logs/render.ts')
    return render(answer, view)
  },
})
