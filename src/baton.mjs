#!/usr/bin/env node
// Runs on any Node, so that an old one is told what is missing instead of failing on the first import.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 24 || (major === 24 && minor < 15)) {
  process.stderr.write(
    `baton needs Node 24.15 or newer and this is ${process.versions.node}. From a checkout, run "npm ci" without --ignore-scripts and start baton through npm: it brings its own Node.\n`,
  )
  process.exit(1)
}
const { enableCompileCache } = await import('node:module')
enableCompileCache()
const { main } = await import('./cli/index.ts')
await main(process.argv.slice(2))
