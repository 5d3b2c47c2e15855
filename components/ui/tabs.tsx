"use client";

import { Tabs as Radix } from "radix-ui";
import type { ReactNode } from "react";

type TabsProps = {
  label: string;
  tabs: { key: string; label: ReactNode; count?: number | string; content: ReactNode }[];
  defaultKey?: string;
};

/** Tabs within a card or a dialog; those that are part of the address are stage tabs. */
export function Tabs({ label, tabs, defaultKey }: TabsProps) {
  return (
    <Radix.Root defaultValue={defaultKey ?? tabs[0]?.key}>
      <Radix.List aria-label={label} className="scrollless flex gap-0.5 overflow-x-auto border-border border-b">
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.key}
            value={tab.key}
            className="-mb-px whitespace-nowrap border-transparent border-b-2 px-3 py-2 text-sm text-text-2 outline-offset-[-2px] hover:text-text data-[state=active]:border-accent data-[state=active]:font-semibold data-[state=active]:text-text"
          >
            {tab.label}
            {tab.count === undefined ? null : <span className="ms-1 text-text-3">{tab.count}</span>}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map((tab) => (
        <Radix.Content key={tab.key} value={tab.key} className="pt-3">
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
