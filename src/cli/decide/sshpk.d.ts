/** The two calls of sshpk that Baton uses; the package brings no types. */
declare module 'sshpk' {
  const sshpk: {
    parsePrivateKey(text: string, format: 'ssh'): { toString(format: 'pkcs8'): string }
  }
  export default sshpk
}
