"use client";

import type { StaffCreated } from "@chaoqer/contract/staff/accounts";
import { Alert, Button, Descriptions, Modal, Typography } from "antd";

/** Shows a new password; nothing can show it again. */
export function FirstPassword({ created, onClose }: { created: StaffCreated | undefined; onClose: () => void }) {
  return (
    <Modal
      open={created !== undefined}
      title="初始密码"
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      // Else the password would stay in the page, unseen.
      destroyOnHidden
      footer={
        <Button type="primary" onClick={onClose}>
          已记下
        </Button>
      }
    >
      <Alert
        type="warning"
        showIcon
        title="只显示这一次"
        description="请当面或用安全的方式交给本人，首次登录时必须修改。"
        style={{ marginBottom: 16 }}
      />
      <Descriptions
        column={1}
        items={[
          { key: "username", label: "账号", children: created?.username },
          {
            key: "password",
            label: "密码",
            children: (
              <Typography.Text code copyable data-testid="first-password">
                {created?.password}
              </Typography.Text>
            ),
          },
        ]}
      />
    </Modal>
  );
}
