// Work that is asked for often and done now and then.

/** The work, done at once and then at most every so many milliseconds, and never left undone. */
export function seldom(every, work) {
  let resting = false;
  let asked = false;
  return async function ask() {
    if (resting) { asked = true; return; }
    resting = true;
    await work();
    setTimeout(() => {
      resting = false;
      if (asked) { asked = false; ask(); }
    }, every);
  };
}
