"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { playNotes } from "@/components/ui/play-notes";

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
  if (tone === "good") playNotes(context, [{ pitch: 1180, from: 0, length: 0.09 }], { shape: "sine", loudness: 0.35 });
  else
    playNotes(
      context,
      [
        { pitch: 196, from: 0, length: 0.16 },
        { pitch: 147, from: 0.2, length: 0.28 },
      ],
      { shape: "square", loudness: 0.2 },
    );
}
