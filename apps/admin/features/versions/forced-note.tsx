import { Alert } from "antd";

/** Says whom the change would force, before it is asked for once more. @param forced as the api counted them */
export function ForcedNote({ forced }: { forced: number | undefined }) {
  if (forced === undefined) return null;
  return (
    <Alert
      type="warning"
      showIcon
      title={`${forced}位在用的用户将必须更新才能继续使用`}
      description="确认无误后再点一次。"
      style={{ marginBottom: 16 }}
    />
  );
}
