"use client";

import { useCallback, useEffect, useRef, useState } from "react";

export type SignalTone = "good" | "bad" | "info";
export type Signal = { tone: SignalTone; text: string; detail?: string | undefined; id: number };

const soundKey = "warehouse-sound";
// Long enough to be seen from the corner of an eye.
const glowMilliseconds = 1600;

/**
 * What a scan came to, for eyes, ears and hands that hold something else: the whole screen in green or red, a high or a
 * low tone, and the words, which stay until the next scan. The sound can be switched off on this device.
 */
export function useSignal(): {
  signal: Signal | null;
  glow: SignalTone | null;
  say: (tone: SignalTone, text: string, detail?: string) => void;
  /** Forgets the last scan: another thing is looked at now. */
  clear: () => void;
  sound: boolean;
  setSound: (on: boolean) => void;
} {
  const [signal, setSignal] = useState<Signal | null>(null);
  const [glow, setGlow] = useState<SignalTone | null>(null);
  const [sound, setSoundState] = useState(true);
  const audio = useRef<AudioContext | null>(null);
  const timer = useRef(0);
  const count = useRef(0);

  useEffect(() => {
    setSoundState(localStorage.getItem(soundKey) !== "off");
    return () => {
      window.clearTimeout(timer.current);
      void audio.current?.close();
      audio.current = null;
    };
  }, []);

  const setSound = useCallback((on: boolean) => {
    localStorage.setItem(soundKey, on ? "on" : "off");
    setSoundState(on);
  }, []);

  const say = useCallback(
    (tone: SignalTone, text: string, detail?: string) => {
      count.current += 1;
      setSignal({ tone, text, detail, id: count.current });
      setGlow(tone);
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(() => setGlow(null), glowMilliseconds);
      if (tone === "bad") navigator.vibrate?.([120, 60, 120]);
      if (!sound || tone === "info") return;
      audio.current ??= new AudioContext();
      void audio.current.resume().then(() => audio.current && play(audio.current, tone));
    },
    [sound],
  );
  const clear = useCallback(() => {
    window.clearTimeout(timer.current);
    setSignal(null);
    setGlow(null);
  }, []);
  return { signal, glow, say, clear, sound, setSound };
}

function play(context: AudioContext, tone: "good" | "bad"): void {
  const notes =
    tone === "good"
      ? [{ pitch: 1180, from: 0, length: 0.09 }]
      : [
          { pitch: 196, from: 0, length: 0.16 },
          { pitch: 147, from: 0.2, length: 0.28 },
        ];
  for (const { pitch, from, length } of notes) {
    const start = context.currentTime + from;
    const oscillator = context.createOscillator();
    const volume = context.createGain();
    oscillator.type = tone === "good" ? "sine" : "square";
    oscillator.frequency.value = pitch;
    // A tone that begins or ends at once clicks.
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(tone === "good" ? 0.35 : 0.2, start + 0.01);
    volume.gain.linearRampToValueAtTime(0, start + length);
    oscillator.connect(volume).connect(context.destination);
    oscillator.start(start);
    oscillator.stop(start + length);
  }
}
