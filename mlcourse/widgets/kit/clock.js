// The clock that plays a recording.

/** Whether the person asked for as little motion as possible. */
export const wantsLessMotion = () => globalThis.matchMedia?.("(prefers-reduced-motion: reduce)").matches ?? false;

/** Calls advance(n) so that n adds up to `rate` a second, once a frame of the screen, until it returns false. */
export class Clock {
  constructor(advance, nextFrame = (f) => requestAnimationFrame(f), cancel = (id) => cancelAnimationFrame(id)) {
    Object.assign(this, { advance, nextFrame, cancel, running: false });
  }

  start(rate) {
    this.stop();
    this.running = true;
    let due = 0, before = null;
    const tick = (now) => {
      // After a pause of the tab at most a quarter of a second is made up for.
      due += before === null ? 0 : (Math.min(now - before, 250) / 1000) * rate;
      before = now;
      const whole = Math.floor(due + 1e-6);
      due -= whole;
      this.id = this.nextFrame(tick);
      if (whole && this.advance(whole) === false) this.stop();
    };
    this.id = this.nextFrame(tick);
  }

  stop() {
    this.running = false;
    this.cancel(this.id);
  }
}
