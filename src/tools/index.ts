import captureEvidence from './capture_evidence.ts'
import assignAsk from './assign_ask.ts'
import closeIncident from './close_incident.ts'
import compareEnvironments from './compare_environments.ts'
import getDocument from './get_document.ts'
import getFlags from './get_flags.ts'
import getIncident from './get_incident.ts'
import getRequest from './get_request.ts'
import listDeployments from './list_deployments.ts'
import openIncident from './open_incident.ts'
import publishUpdate from './publish_update.ts'
import queryLogs from './query_logs.ts'
import recordNote from './record_note.ts'
import recordReproduction from './record_reproduction.ts'
import renderPacket from './render_packet.ts'
import toggleFlag from './toggle_flag_with_approval.ts'
import type { Tool } from './tool.ts'
import updateIncident from './update_incident.ts'

/** The catalogue, in the order in which an incident is worked. A tool is a file and a line here. */
export const tools: readonly Tool[] = [
  openIncident,
  getIncident,
  updateIncident,
  queryLogs,
  listDeployments,
  getFlags,
  compareEnvironments,
  captureEvidence,
  recordReproduction,
  recordNote,
  toggleFlag,
  getRequest,
  publishUpdate,
  assignAsk,
  renderPacket,
  closeIncident,
  getDocument,
]
