import { Input } from './capture-evidence/input.ts'
import { Output } from './capture-evidence/output.ts'
import { recordTool } from './tool.ts'

export default recordTool({
  name: 'capture_evidence',
  title: 'Capture evidence',
  description:
    'Keeps a log excerpt, changes, the difference of two versions, a flag state or a file: redacted, hashed, dated, cited by its EV- id.',
  input: Input,
  output: Output,
  async run(given, context) {
    const { runCapture } = await import('./capture-evidence/run.ts')
    return runCapture(given, context)
  },
  async render(item, view) {
    const { renderCaptured } = await import('./capture-evidence/render.ts')
    return renderCaptured(item, view)
  },
})
