"""What the wrapping of a Chinese web page looks like: names of links, items, sentences. Tables only.

Every table is read against folded words (`folding.fold`): compatibility forms folded, the traditional
letters of these words written as simplified ones, so one table serves both scripts.
A family is named like the rule that takes it out.
"""

from __future__ import annotations

from typing import NamedTuple

from clean.patterns import pattern

MENU = "menu-line"
CRUMB = "breadcrumb"
LOGIN = "login-link"
SHARE = "share-bar"
FONT = "font-size-switch"
PRINT = "print-or-close-link"
QR = "qr-code-line"
WECHAT = "wechat-line"
APP = "app-banner"
COMMENT = "comment-box"
NEIGHBOUR = "neighbour-link"
RELATED = "related-list"
FOOTER = "page-footer"
NOTICE = "reprint-notice"
BROWSER = "browser-notice"
SCRIPT = "script-residue"
RULE = "rule-line"
PAGE_NUMBER = "page-number"
STRAY = "stray-link"
SITE = "site-name"
LABEL = "metadata-label"
PUBLISHED = "publication-label"


class Where:
    """Where on a page a line of some look is wrapping; sums of these are places too.

    TOP is the part of the head above the first line that could be the title. Plain
    numbers, since a page asks for them several times a line.
    """

    TOP = 1
    HEAD = 2
    BODY = 4
    TAIL = 8
    EDGE = HEAD | TAIL
    ANYWHERE = HEAD | BODY | TAIL


class Verdict(NamedTuple):
    """The family a line looks like and where on a page that makes it wrapping.

    `beside` says where it is wrapping only in a block with lines of certain wrapping:
    documents use the same words.
    """

    family: str
    where: int
    beside: int = 0


# Links that only a page has: alone on a line at an edge of the page they are wrapping.
_LINKS = {
    MENU: """首页 网站首页 主页 返回首页 回首页 本站首页 门户首页 网站地图 站点地图 网站导航
        网站导览 导航 菜单 主菜单 展开菜单 更多 更多>> 更多+ more more>> 查看更多 加载更多 友情链接
        相关网站 常用链接 RSS RSS订阅 最新消息 最新公告 页面导航 关于我们 关于本站 关于本网 联络我们 联系我们 联系方式
        网站声明 法律声明 版权声明 版权保护 隐私保护 隐私声明 隐私政策 隐私权政策 免责声明 使用条款 使用规定 收集个人资料声明
        使用帮助 帮助中心 网站帮助 网站纠错 意见反馈 意见信箱 常见问题 常见问答 广告服务 招聘信息 诚聘英才 本网招聘
        信息安全政策 资讯安全政策 隐私权及安全政策 政府网站资料开放宣告 著作权声明 首长信箱
        民意信箱 双语词汇 私隐政策 重要告示 免责条款
        Home Contact About Sitemap 跳到主要内容区块 按Enter到主内容区 跳到主要内容 跳到内容区 跳过导航 :::
        香港品牌形象 无障碍网页 无障碍网页嘉许计划 即日新闻公报 以往新闻公报 即日新闻 以往新闻 新闻公报 网页指南 电邮订阅 订阅RSS
        智能问答 历审裁判 相关法条 被引用案件 引用本篇 相关论文 关联法规 网站政策及宣告""",
    LOGIN: """登录 注册 登录/注册 登陆 用户登录 会员登录 个人中心 退出 退出登录 注销 简体 繁体
        繁體 简 繁 英文
        简体中文 繁体中文 简体版 繁体版 英文版 中文 English ENGLISH EN En
        日本語 日本语 한국어 Français Русский Português 葡文 中葡 PT
        中文版 手机版 移动版 电脑版 触屏版 触摸版 PC版 WAP版 无障碍 无障碍浏览 无障碍阅读
        进入无障碍 无障碍版 无障碍模式 无障碍辅助 长者模式 长者版 长者专区 老年版 关怀版 关怀模式 适老版 适老模式
        适老化 适老化版
        长辈版 大字版 智能机器人 智能客服 智能问答 设为首页 加入收藏 收藏本站 添加收藏 搜索 搜寻
        站内搜索 高级搜索
        搜一搜 请输入关键字 请输入关键词 请输入搜索内容 请输入检索词 请输入您要搜索的内容 热搜词
        热门搜索 全文检索
        检索 网站支持IPv6 本网站支持IPv6 支持IPv6 本站支持IPv6 IPv6 邮箱 邮箱登录 邮箱系统 OA系统 OA
        办公系统 在线客服 站群导航 全部站点 立即注册 免费注册 后台管理 站长统计 百度统计 XML地图 网站统计 个性化服务
        写信须知 来信须知 信件选登 来信选登 信件查询 来信查询 我要写信 满意度统计 电子书 版面导航 标题导航
        数字报首页
        我的主页 切换语言 语言 移动客户端 客户端 手机客户端 新闻客户端 用户中心 消息""",
    SHARE: """分享 分享到 分享至 分享到: 分享: 分享此页 分享此文 微信 微博 新浪微博 腾讯微博 新浪 QQ空间 QQ好友 QQ
        朋友圈 微信好友 微信朋友圈 人人网 豆瓣 豆瓣网 百度贴吧 贴吧 复制链接 链接 更多分享 一键分享 分享本页
        分享本文 分享文章
        转发到 分享到微信 分享到微博 分享到新浪微博 分享到QQ空间 分享到朋友圈 分享给朋友 分享给好友
        分享到微信朋友圈
        Share Facebook facebook Twitter twitter LINE Line X Plurk 噗浪 脸书 网易微博 搜狐微博 开心网
        有道云笔记
        钉钉 支付宝 抖音 快手 今日头条 头条号 官方微博 官方微信 政务微博 政务微信 微信公众号
        微博 转发到微博""",
    FONT: """字体 字号 字级 大中小 小中大 特大 大号 中号 小号 默认 放大 缩小 放大字体 缩小字体
        放大字号 缩小字号
        加大 还原 Aa A+ A- A A++ T T+ T- 字体放大 字体缩小 字体大小 默认字号 字号大小 文字大小
        特大号 超大
        字大 字小 字号大 字号小 字号变大 字号变小 背景色 护眼色 视力保护色 高对比度 阅读模式""",
    PRINT: """打印 打印本页 打印本文 打印此页 打印此文 打印正文 打印页面 打印文章 打印预览
        打印内容 我要打印 直接打印 我要收藏 已收藏 订阅 取消订阅 大字号 小字号 下载
        列印 列印内容 列印此页 回页首 列印本页 友善列印 列印版 打印版 关闭 关闭窗口 关闭本页 关闭页面 关闭此页 关闭网页
        关闭本窗口 关闭视窗 收藏
        收藏本页 收藏此页 收藏本文 收藏文章 返回 返回顶部 返回上级 返回列表 返回上一页 返回上一级
        返回目录 返回上页 返回主页
        返回页顶 回到顶部 回顶部 回顶端 回上页 回上一页 回列表 回列表页 返回页首 置顶 顶部 TOP Top top
        推荐 推荐给朋友
        推荐给好友 转寄 转寄友人 转寄好友 纠错 我要纠错 网页纠错 内容纠错 页面纠错 正文下载
        文档下载 下载PDF
        下载WORD 下载Word 下载word 下载pdf 下载OFD 全文纠错 确定打印 取消打印 回页顶
        保存 保存本页 另存为 导出 导出PDF PDF下载 WORD下载 语音播报 语音阅读 语音朗读 朗读
        朗读全文 听新闻
        全文朗读 播放 暂停 全屏 收起 展开 展开全文 阅读全文 发送邮件 邮件转发 刷新 刷新页面 复制
        复制全文 举报
        复制成功 复制本文链接 列印版本 在线预览
        收起全文d 收起d 展开全文c 展开c 收起全文 版权申诉 上传文档 下载文档 全屏查看 文档预览 开通VIP 免费下载 立即购买
        WORD版下载 Word版下载 PDF版下载 OFD下载 OFD版下载 DOC下载 日间 夜间 日间模式 夜间模式 倍速 ODT下载 继续访问
        点赞 赞 踩 广告 换一批 换一换 点赞(0) 阅读全文>> 顶一下 回首页 我要提意见 查看意见 结果反馈 发表意见 查看结果""",
    COMMENT: """评论 发表评论 我要评论 网友评论 我有话说 查看评论 最新评论 热门评论 全部评论
        发表 提交 提交评论
        满意 基本满意 不满意 非常满意 有用 没用 非常有用 有帮助 没帮助 请登录后发表评论
        我来说两句 写评论 新闻评论 网友点评
        文明上网理性发言 抢沙发 暂无评论 跟帖 我要点评 快速评论 参与评论 匿名发表 提交评价 重置 验证码 回复 发表回复""",
    WECHAT: """阅读原文 阅读原文阅读 点击阅读原文 轻触阅读原文 在看 点在看 点个在看 点赞在看 分享收藏点赞在看
        写留言 精选留言 留言
        END end End The End 原创 已关注 关注我们 公众号 关注 赞赏作者 喜欢作者 喜欢此内容的人还喜欢 人划线
        轻点两下取消赞
        轻点两下取消在看 预览时标签不可点 点击蓝字 继续滑动看下一个 向上滑动看下一个 轻触阅读原文 赞赏
        知道了 取消 允许
        微信扫一扫 使用小程序 修改于 收录于合集 视频 小程序 轻点两下取消 向上滑动看下一篇 听全文""",
    NEIGHBOUR: """上一篇 下一篇 上一页 下一页 上一条 下一条 上一则 下一则 上篇 下篇 前一篇
        后一篇 首页 尾页 末页
        第一页 最后一页 上一张 下一张 上页 下页 跳转 GO 没有了 上一笔 下一笔 上一期 下一期 上一版 下一版 上一层 回上一层
        阅读下一篇 阅读上一篇 前一篇新闻稿 后一篇新闻稿 昔日新闻""",
    APP: """打开APP 打开App 下载APP 下载App 立即下载 立即打开 打开客户端 下载客户端 客户端下载
        APP下载 App下载
        打开 手机APP 安卓版下载 iPhone版下载 Android版 iPhone版 iOS版""",
    BROWSER: """接受 拒绝 全部接受 全部拒绝 同意 不同意 我同意 我知道了 同意并继续 Cookie设置
        接受所有Cookie""",
    FOOTER: "无障碍声明 网站标识码 找错 政府网站找错 党政机关 事业单位",
}

# Names of columns: a heading or a cell may read the same, so they count only in company.
_COLUMNS = """政务公开 信息公开 政府信息公开 政府信息公开目录 政府信息公开指南 政府信息公开年报 政府信息公开制度
    法定主动公开内容 依申请公开 公开指南 公开目录 公开年报 政务服务 政民互动 互动交流 公众参与
    公众互动 公共服务
    办事服务 便民服务 办事指南 办事大厅 在线办事 网上办事 网上服务 网上办事大厅 在线服务
    服务大厅 一网通办 解读回应
    新闻中心 新闻动态 新闻资讯 新闻发布 新闻 要闻 要闻动态 政务要闻 工作动态 政务动态 部门动态
    基层动态 图片新闻
    时政 时政要闻 本地要闻 今日要闻 头条 头条新闻 国内 国际 社会 财经 体育 娱乐 科技 教育 健康
    房产 汽车 旅游
    文化 评论 视频 图片 专题 直播 军事 法治 理论 人事 生活 县区 国内新闻 国际新闻 社会新闻 民生
    食品 数码 时评 读书 论坛 博客
    通知公告 公告公示 公示公告 公告 公示 通知 政策 政策文件 政策法规 法律法规 规范性文件
    政策解读 文件解读 解读
    政策库 规章 规划计划 财政信息 数据开放 数据发布 统计数据 数据 政府数据 人事信息 政府采购
    招标公告 中标公告
    招标采购 招标信息 采购公告 变更公告 废标公告 结果公告 交易信息 交易公告 工程建设 土地交易
    产权交易 服务指南
    专题专栏 专题 专栏 热点专题 机构概况 机构设置 机构职能 机构简介 机构信息 组织机构 部门概况
    单位概况 领导之窗 领导信息
    领导介绍 领导班子 区县招商 产业园区 企业选址 优惠政策 投资指南 招商引资 营商环境 党建
    党建工作 党建园地
    党的建设 机关党建 纪检监察 业务工作 学术交流 科学研究 人才培养 招生就业 师资队伍 下载中心
    资料下载 表格下载
    下载专区 在线咨询 咨询投诉 投诉举报 网上信访 领导信箱 局长信箱 市长信箱 县长信箱 区长信箱
    书记信箱 网上调查
    意见征集 民意征集 在线访谈 在线调查 问卷调查 互动平台 政务新媒体 新媒体 新媒体矩阵 网站公告
    图说 微视频 图解
    国务院 国务院部门 省政府 省政府部门 市政府 政府机构 省级部门 市级部门 政府领导 走进
    政策法规库 法规库 政策图解 视听 信用信息 双公示
    重点领域 重点领域信息公开 行政执法公示 建议提案 建议提案办理 财政预决算 预算决算 财政资金
    机关介绍
    视频直播 图文直播 图文实录 文字实录 现场图集 现场图片 背景材料 嘉宾介绍
    业务介绍 本局简介 机构介绍 政府公报 人大 政协 政务 服务 互动 公开 概况 资讯 视界 生态 魅力
    关于 联系 发布 回应关切
    学校概况 学校简介 校务公开 校园风光 校园文化 教师风采 学生天地 家长学校 德育之窗 校友录 留言本 人才队伍 学科建设
    合作交流 院系设置 学生工作 校友之家 图书馆 信息门户 校长信箱 医院概况 医院简介 科室导航 科室介绍
    专家介绍 预约挂号 就医指南 健康科普 院务公开 护理天地 法院概况 审务公开 诉讼服务 诉讼指南 裁判文书 执行信息
    庭审直播 法官风采 司法公开 司法拍卖 失信曝光 执行悬赏 检务公开 检察要闻 检察业务 产品中心
    解决方案 服务支持 投资者关系 加入我们 商城 企业文化 企业概况 公司简介 集团概况 业务领域
    成功案例 总署概况 今日海关 交流互动 交易信息 主体信用 文件澄清 开标记录 中标候选人公示 合同公开
    变更澄清 答疑澄清 异议提出 关联文书 历年版本 相似法规 法宝联想 点播 节目单
    审查调查 党纪政务处分 廉政教育 巡视巡察 草案全文 草案说明 意见采纳情况
    最新资讯 新闻稿 即日新闻 公布栏 主题专区 统计资讯 相关链接 服务项目 申办服务 法规查询 法令规章
    政府资讯公开 公开资讯
    活动讯息 活动信息 便民资讯 影音专区 出版品 认识我们 业务资讯"""

KNOWN: dict[str, str] = {
    name: family for family, names in reversed(_LINKS.items()) for name in names.split()
}
COLUMNS = frozenset(_COLUMNS.split())
# Links whose words documents use too: alone, or among their like, they mark no page.
ORDINARY = frozenset(
    """导航 菜单 更多 联系方式 联络我们 联系我们 招聘信息 常见问题 常见问答 意见反馈 法律声明 免责声明 免责条款
    使用帮助 帮助中心 消息 语言 中文 英文 简体 繁体 简 繁 邮箱 检索 搜索 退出 注销 客户端 用户中心 办公系统
    链接 微信 微博 新浪 X QQ Line 大号 中号 小号 特大 特大号 默认 放大 缩小 还原 加大 背景色
    大中小 小中大 A+ A- T+ T- A T Aa En EN GO 推荐 赞 踩 点赞 举报 保存 导出 复制 播放 暂停 全屏 收起 展开 返回
    日间 夜间 倍速 继续访问
    下载 订阅 收藏 顶部 广告
    新闻评论 评论 发表 提交 重置 满意 基本满意 不满意 非常满意 有用 没用 非常有用 有帮助 没帮助 验证码 回复 视频 小程序
    PT 葡文 免费下载 立即购买 使用条款 使用规定 知道了 取消 允许
    公众号 关注 留言 喜欢 原创 没有了 打开 接受 拒绝 全部接受 全部拒绝 同意 不同意 我同意
    我知道了 党政机关 事业单位 支付宝 抖音 快手 跳转""".split()
)
# Alone on a line these may be a heading; in a row only a page has them.
HEADINGS = frozenset(
    "English 写信须知 来信须知 电子书 简体中文 繁体中文 关于我们 隐私政策 隐私声明 隐私保护 版权声明 版权保护".split()
)
_KIND = (
    r"通知|公告|通告|公示|公报|政策|文件|法规|新闻|资讯|要闻|动态|信息|服务|互动|解读|数据"
    r"|统计|规划|计划|财政|人事|招聘|采购|招标"
)
COLUMN = pattern(
    rf"(?:本地|最新|基层|部门)?(?:{_KIND}){{2}}|"
    r"(?:走进|魅力|认识|感知|印象|了解|关于)[一-鿿]{2,4}|[一-鿿]{2,4}(?:概况|概览|之窗|动态|"
    r"要闻|信箱|园地|天地|频道|专栏|专区)|[一-鿿]{1,6}首页"
    r"|(?:国务院|省|市|县|区)?(?:部门|政策|规范性|其他|有关|上级)文件|网站[一-鿿]{2}|"
    r"[一-鿿]{2,12}(?:网站|"
    r"政府网|门户|人大|政协|部门网)"
)
ACCOUNT = pattern(
    r"[一-鿿\d]{0,10}(?:官方)?(?:微信|微博|公众号|抖音号|头条号|视频号|客户端|小程序|APP|"
    r"二维码)"
)
# 分享至脸书, 转发到微博
SHARED = pattern("(?:分享|转发|推荐)[到至给][一-鿿A-Za-z]{1,8}")
ACCOUNT_ENDS = frozenset("信博号端序P码")
ENTRANCE = frozenset("首页 网站首页 主页 Home 本站首页 门户首页 返回首页 回首页".split())

# What a page offers those who see or hear badly.
ACCESS = pattern(
    r"(?:进入|切换|开启|打开|退出|网站)?(?:老年|长者|适老|适老化|关怀|大字|长辈|无障碍|盲人|语音)"
    r"(?:模式|版|助手|浏览|阅读|通道|专区|服务|工具|导读)?"
)
# In company only: a title of a page may read so (开庭公告).
IN_COMPANY = pattern(
    r"[一-鿿]{2,4}(?:新闻|资讯|报道|公告|通知|信息|服务|公开|中心|导航|政策|公示|法规|指南|"
    r"平台|查询|检索|纠错)|[找查][一-鿿]{2,3}|我[要想][一-鿿]{2,3}"
)
SEPARATORS = pattern(
    r"(?<=[一-鿿])\+(?=[一-鿿])|[\s┆\\〉\[\]【】〖〗○◎□|丨/│┊·•・●◆■★☆▪>»›→←↑↓∨∧▲▼,\-_:×«‹<]+"
)

# Opens a part of an official document (Art. 9): never wrapping, whatever follows.
KEPT = pattern(
    r"[(（【]?此件|[(（]作者(?:单位|系|为|是|:|：)|附件(?!下[载載]|上传)|附[:：表图]|抄[送报]|主送|分送|[报送][:：]|责任单位|牵头单位|[(（]?联系(?:人|电话|"
    r"方式[:：]|地址|单位)|特急|加急|[绝机秘]密|签发人|注[:：]|单位[:：]|备注|甲方|乙方"
    r"|(?:项目|采购|招标|投标|报名|活动|会议)\S{0,6}[:：]|时间[:：](?!\s*\d{4}[-/]|[^。]{6,24}\s(?:信息|文章|新闻)?(?:来源|作者|浏览|点击|阅读|编辑|字[体号]))|地点[:：]|"
    r"第[〇零一二三四五六七八九十百千\d]{1,5}[章节条篇编]"
)
# One of these signs stands in every shape of shapes; a short line without any is not looked at
# further. Each choice opens with a sign, not a class: so the search skips what opens none.
GATE = pattern(
    r"验证码|积分|金币|VIP|阅读已|未读|免费|人数|保护视力|听本文|听全文|听文章|听新闻|AI|语音|网址|链接|--|==|本文|文章|稿件|图文|正在|状态|部门:|单位:|】(?=.)|\](?=.)|公报|学报|年鉴|期刊|\(\d|系统|平台|文版|体版|推送|登录|注册|本帖|供稿|来稿|制作|编发|报送|撰写|文字|图片|图文|摄影|排版|整理|×|✕|✖|⋯|▼|▲|▶|◀|►|◄|↑|↓|←|→|☰|≡|«|没有|还不是|位置|栏目|频道|版块|板块|专题|目录|›|→|首页|主页|扫|官方|功能介绍|我要|我也要|播放|收听|观看|跟帖|回复|留言|讨论|取消|提交|跟贴|评论|人气|播放|看过|已读|展开|篇|发表于|显示|隐藏|返回|复制|二维码|手机|分享|推荐|转发|字|在线|大|小|A|T|护色|背景|上|下|前一|后一|共|"
    r"蓝|长按|阅读|微信|公众号|点|在看|END|end|End|完|收录|#|来源|喜欢|ID|往期|原创"
    r"|打开|下载|安装|使用|进入|App|APP|评论|网友|您|你|今天|昨天|前天|刚刚|秒前|分钟前|小时前|天前|本[页篇条]|登录|输入|赞|藏|浏览|今天|"
    r"现在|今日|星期|周|热|搜|欢迎|天气|星标|>|»|›|-\s?\d|—\s?\d|–\s?\d|页|\.[a-z]|:(?<=\d:)\d|链接|更多|::|附件|原文|导出|第|〉|点击|微|关注|"
    r"发布|报|周刊|电台|网\Z|通讯社|观察|传媒|视听|播报|电视台|融媒|卷|\(总|找到|索到|搜到|搜索结果|全文[有失废]|现行有|部分[有失废]|条款[有失废]|图片[\])】]|视频[\])】]|音频[\])】]|"
    r"组图[\])】]|心情|感受|当前栏目|/(?=\s?\d)"
)
# One of these words stands in every sentence that a page says of itself.
NOTICE_WORDS = (
    "ookie 浏览器 avaScript avascript JAVASCRIPT 本网 本站 本报 本平台 本公众号 转载 侵 版权 "
    "加载 Loading loading 文书库 访问的链接 不存在 秒后 秒钟后 找不到"
    " 快照 源代码 此网页上 报料 爆料 仅供参考 免责声明】"
    " Adobe Acrobat Flash 分辨率 瀏覽器 本網 轉載 版權 声明: 声明： 聲明："
).split()
SITE_NAME = pattern(
    r"(?:欢迎(?:来到|访问|光临))?(?:中国[·.\-\s]?)?[一-鿿·()“”]{2,14}(?:\s?[一-鿿·()“”]{1,14})?\s?(?:门户网站?|政府网站?|"
    r"官方网站|官网|信息网|新闻网|政务网|公众信息网|信息公开网|人民网|教育网|网站|在线|热线网|"
    r"信息港|政务服务网|交易网|招标网|采购网|信息公开平台|公共资源交易平台|门户|全球资讯网|"
    r"资讯网|新闻中心网|入口网站?)"
)
# An account says its name and who holds it: 平安东州 平安东州.
SAID_TWICE = pattern(r"(\S{2,15})(?:\s+\1)+")
# A device between label and value: cut out before labels are read.
DEVICES = pattern(
    r"[\[(【]?(?:浏览|选择|调整)?(?:字体|字号|字级|文字大小)(?:大小)?\s*[::]?\s*[\[(【]?\s*(?:\[?(?:特大|超大|大号|中号|小号|默认|大|中|小|T|A[+-]?)\]?[\s/|,]*){2,5}[\])】]?[\])】]?"
    r"|\bT\s?[大小]\s+T\s?[小大]|[\[(【]\s*(?:大\s*中\s*小|小\s*中\s*大|打印\S{0,3}|关闭\S{0,3}|收藏\S{0,3}|我要纠错|"
    r"纠错|大|中|小|T|A[+-]?)\s*[\])】]"
    r"|(?:打印(?:本页|本文|此页|正文)|关闭(?:窗口|本页)|我要纠错)"
    r"|分享[到至]?\s?[::]?\s?(?:(?:微信|微博|新浪微博|腾讯微博|QQ空间|QQ好友|朋友圈|QQ|"
    r"更多)[\s|,]*){0,8}"
)
# The names a menu without separators runs together, by their first signs, longest first.
RUN_TOGETHER: dict[str, list[str]] = {}
for _name in sorted((name for name in {*KNOWN, *COLUMNS} if len(name) > 1), key=len, reverse=True):
    RUN_TOGETHER.setdefault(_name[0], []).append(_name)
