export type Note = { pitch: number; from: number; length: number };

/** Plays a few notes, each rising and falling softly: a tone that begins or ends at once clicks. */
export function playNotes(
  context: AudioContext,
  notes: readonly Note[],
  { shape, loudness }: { shape: OscillatorType; loudness: number },
): void {
  for (const { pitch, from, length } of notes) {
    const start = context.currentTime + from;
    const oscillator = context.createOscillator();
    const volume = context.createGain();
    oscillator.type = shape;
    oscillator.frequency.value = pitch;
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(loudness, start + 0.01);
    volume.gain.linearRampToValueAtTime(0, start + length);
    oscillator.connect(volume).connect(context.destination);
    oscillator.start(start);
    oscillator.stop(start + length);
  }
}
