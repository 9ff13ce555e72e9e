"use client";

import { Descriptions, Flex, Modal, Typography } from "antd";
import { createContext, type ReactNode, useContext, useState } from "react";
import { useShortcutGroups, useShortcuts } from "./shortcuts";

const Help = createContext({ open: () => {} });

export const useHelp = () => useContext(Help);

/** `?` shows what can be pressed on the page that is open. */
export function HelpProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState(false);
  const groups = useShortcutGroups();
  useShortcuts("全局", [{ key: "?", label: "显示快捷键", run: () => setShown(true) }]);
  return (
    <Help value={{ open: () => setShown(true) }}>
      {children}
      <Modal title="快捷键" open={shown} onCancel={() => setShown(false)} footer={null} destroyOnHidden>
        <Flex vertical gap="middle">
          {[...groups].map(([name, shortcuts]) => (
            <Descriptions
              key={name}
              title={name}
              column={1}
              size="small"
              items={shortcuts.map(({ key, label }) => ({
                key,
                label: <Typography.Text keyboard>{key}</Typography.Text>,
                children: label,
              }))}
            />
          ))}
        </Flex>
      </Modal>
    </Help>
  );
}
