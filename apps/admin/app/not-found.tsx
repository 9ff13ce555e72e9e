import { Button, Result } from "antd";

export default function NotFound() {
  return (
    <Result
      status="404"
      title="没有这个页面"
      subTitle="地址可能写错了，或者页面已经移走。"
      extra={
        <Button type="primary" href="/">
          回到首页
        </Button>
      }
    />
  );
}
