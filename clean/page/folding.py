"""Words as the tables of pages spell them: one width, one script, so a table serves all writings."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import normalize

_TRADITIONAL = (
    "頁網導覽聯絡關閉發佈點擊閱讀瀏數間時來號體級權聲隱資訊開轉條則鏈連結標題簡類編輯責務機構設為無礙"
    "長單圖區專業動態聞辦電話郵傳識維碼掃報歡國門戶現當處問見與會員愛書預執產進錄註冊語尋選內詳細頂視臉檢"
    "說評論這裡麼後篇請將複製狀鍵詞訂隨鬱續載熱讚張塊雙彙庫檔總經濟歷應樣價優"
    "萬兩嚴個臨爲舉樂於雲僅們衆眾側黨興養寫軍決況準減劃創刪別協衛衞廠廳縣參變臺聽啓啟諮園圍場壇備復頭娛學寶實審對層屬師幫並廣"
    "廢歸徵懷驚搶護擇換據攝舊顯暫術欄氣匯沒溫遊滿牽環監著禮種祕稱筆籌籤糾紀線組織終紹給絕統繼緝縮羣職腦腳騰節範薦獲營藍裝觀規"
    "覺觸計認讓議記許訪證訴誠詢該説調談謝財購貼費賞贊車輕較輔輩輸過運還違適鄭採釘銷鎖錯鏡閲隊陣際陸項須顧領頻顏館饋馬驗"
)
_SIMPLIFIED = (
    "页网导览联络关闭发布点击阅读浏数间时来号体级权声隐资讯开转条则链连结标题简类编辑责务机构设为无碍"
    "长单图区专业动态闻办电话邮传识维码扫报欢国门户现当处问见与会员爱书预执产进录注册语寻选内详细顶视脸检"
    "说评论这里么后篇请将复制状键词订随郁续载热赞张块双汇库档总经济历应样价优"
    "万两严个临为举乐于云仅们众众侧党兴养写军决况准减划创删别协卫卫厂厅县参变台听启启咨园围场坛备复头娱学宝实审对层属师帮并广"
    "废归征怀惊抢护择换据摄旧显暂术栏气汇没温游满牵环监着礼种秘称笔筹签纠纪线组织终绍给绝统继缉缩群职脑脚腾节范荐获营蓝装观规"
    "觉触计认让议记许访证诉诚询该说调谈谢财购贴费赏赞车轻较辅辈输过运还违适郑采钉销锁错镜阅队阵际陆项须顾领频颜馆馈马验"
)
_SCRIPT = str.maketrans(_TRADITIONAL, _SIMPLIFIED)
_LETTER = re.compile(f"[{_TRADITIONAL}]")


# NFKC leaves these signs as they are, but for those of WIDE, and composes none of them.
_USUAL = re.compile("[\t\n\x20-\x7e·一-龥、。〈-】〔〕“”‘’—，：；（）！？]*")
_WIDE = tuple(zip("，：；（）！？", ",:;()!?", strict=True))
# More marks on one sign are no writing (Stream-Safe Text, UAX #15), and take NFKC quadratic time.
_STACK = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{31}")


def fold(words: str) -> str:
    """The words as the tables spell them; NFKC, simplified, no space at the ends."""
    folded = narrowed(words)
    return folded.translate(_SCRIPT) if _LETTER.search(folded) else folded


def narrowed(words: str) -> str:
    """The words in their own script; as long as the folded words, letter for letter."""
    return (_narrow(words) if _USUAL.fullmatch(words) else _compatible(words)).strip()


def _narrow(words: str) -> str:
    """NFKC of usual signs, at a quarter of its time."""
    for wide, narrow in _WIDE:
        words = words.replace(wide, narrow)
    return words


def _compatible(words: str) -> str:
    return words if _STACK.search(words) else normalize("NFKC", words)


@lru_cache(maxsize=4096)
def opening(sign: str) -> str:
    """How folded words begin that begin with this sign; no sign of the tables is composed."""
    return fold(sign)[:1]
