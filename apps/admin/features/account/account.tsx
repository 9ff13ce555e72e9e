"use client";

import { App, Card, Descriptions, Flex, Tag } from "antd";
import { useRouter } from "next/navigation";
import { ROLE_NAMES, useMe } from "../frame/me";
import { Page } from "../parts/page";
import { ChangePassword } from "./change-password";
import { EnrolTotp } from "./enrol-totp";

/** One's own account. */
export function Account() {
  const me = useMe();
  const router = useRouter();
  const { message } = App.useApp();
  const done = (words: string) => () => {
    void message.success(words);
    router.refresh();
  };
  return (
    <Page title="我的账号">
      <Flex vertical gap="middle" style={{ maxWidth: 560 }}>
        <Card>
          <Descriptions
            column={1}
            items={[
              { key: "name", label: "姓名", children: me.displayName },
              { key: "username", label: "账号", children: me.username },
              { key: "role", label: "角色", children: <Tag>{ROLE_NAMES[me.role]}</Tag> },
            ]}
          />
        </Card>
        <Card title="修改密码">
          <ChangePassword onDone={done("密码已修改，其他设备上的登录已结束")} />
        </Card>
        <Card title="二次验证">
          {me.totp ? "已启用。如需更换手机，请联系管理员重置。" : <EnrolTotp onDone={done("二次验证已启用")} />}
        </Card>
      </Flex>
    </Page>
  );
}
