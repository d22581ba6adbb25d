// Node 20 can abort while a process that has nothing left to do takes itself apart: a thread that still compiles
// asks for what is gone (nodejs/node#54918 and its like). `process.exit` takes nothing apart. Imported before each
// test file; a test that leaves something open still hangs, and is seen.
let idle = 0;
process.on('beforeExit', (code) => {
  idle += 1;
  // The first time the runner itself has its last word, which may be asynchronous.
  if (idle === 1) setImmediate(() => undefined);
  else process.exit(code);
});
