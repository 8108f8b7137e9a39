"""Whether the titles above a table name a list of what there is, or some other document: then its figures are asked about.

No list of documents that are no stock is ever complete. So it is the other way round: a title is known word by word, by
what such lists are called, what they list, whose it is and what for; or it says outright that the things are there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from importers.rules.grid import Grid
from importers.rules.headers import Indexes
from importers.rules.other_provinces import PROVINCES
from importers.rules.tables import Table
from importers.rules.vocabulary import is_signature
from importers.rules.words import fold_key, without_punctuation

LONGEST_TITLE, LONGEST_PHRASE, LONGEST_NAME = 160, 6, 4
# What such a list is called.
_LISTS = """
ban hanh, ban hanh kem theo, quyet dinh, cong van, cong dien, chi thi, theo mau, theo bieu mau, chi tiet theo, theo thon, phu luc, phu bieu, bieu, bieu mau, bieu so, mau, mau so, mau bieu, bang, bang bieu, bang ke, bang tong hop, bang thong ke, danh muc, danh sach, so, so sach, so lieu, so theo doi, so quan ly,
ke, ke khai, bao cao, bao cao nhanh, thong ke, tong hop, tong, tong so, tong cong, chi tiet, tom tat, ra soat, kiem ke, kiem tra, thong tin, tai lieu, phieu thu thap, phieu ke khai, phieu dieu tra, phieu khao sat, phieu cung cap, khao sat, dieu tra, cap nhat,
ke hoach, phuong an, de an, du thao, chinh thuc, dinh kem, kem theo, theo doi, quan ly, tinh hinh, ket qua, danh gia, phan loai, phan theo, phan tich, nhap xuat ton, nhap lieu, ma tran, co so du lieu, du lieu, to khai, quy mo, co cau, cac loai, loai, nhom, muc, phan, phan i, phan ii, bang can doi, can doi, so sanh, tang giam, bien dong, kha nang, nang luc, nguon, bien che, to chuc, bo tri, ho so, ban ke
"""
# What it lists.
_THINGS = """
gao, mi, muoi, xang, dau, nuoc, chan, leu, phao, loa, bo dam, ong nhom, vat lieu, vat lieu xay dung, may xay dung, kinh doanh, san xuat kinh doanh, ngu dan, luc luong vu trang, vu trang, nong cot, rong rai, tai co so, to lien gia, doi hinh, phan doi, thuong truc, ham tru an, tru an, tru bao, tranh tru bao, neo dau, khu neo dau, suc chua, tap ket, diem tap ket, tru luong, luong du tru, nuoc sach, dien, vien thong, benh vien, phong kham, trung tam y te, van tai thuy, hanh khach, noi dia, thuy noi dia, quoc gia, ngan sach, nguon von, loai xe, luc luong, phuong tien, vat tu, trang bi, trang thiet bi, thiet bi, trang bi ky thuat, dung cu, cong cu, hau can, nhan luc, vat luc, tai luc, nguon luc, nhan su, vat chat, co so vat chat, vat chat hau can, tai san, hang hoa, hang, mat hang, nhu yeu pham, luong thuc, thuc pham, nhien lieu, xang dau, thuoc men, thuoc, nuoc uong, cong trinh, co so, dia diem, diem, nha tru an, noi tru an, noi tranh tru, cho o, noi so tan, diem so tan, so tan, kho, kho tang, kho bai, nha kho,
xe, xe may, o to, may, may moc, may thi cong, xe co gioi, co gioi, tau, thuyen, tau thuyen, tau ca, ca no, xuong, ghe, ghe thuyen, phao, ao phao, nha bat, bat, doi, to, to doi, tieu doi, trung doi, dai doi, chu, chu phuong tien, chu tau, chu xe, nguoi, ho, ho gia dinh, ho dan, ho ca the, quan so, so luong, khoi luong, chung loai, chat luong, tinh trang, gia tri, don vi tinh, dvt, dan quan, tu ve, dan quan tu ve, xung kich, bo doi, cong an, bien phong, quan su, thanh nien, phu nu, cuu chien binh, nong dan, chu thap do, y te, can bo y te, kiem lam, dan phong, du bi dong vien, can bo, hoi vien, doan vien, tinh nguyen, tinh nguyen vien, lai xe, doan the, cong chuc, vien chuc, thon doi, truong thon, thong tin lien lac, lien lac, cuu thuong, giao thong, van tai, van chuyen, duong bo, duong thuy, duong song, tren bo, tren song, tren bien, chua chay, chuyen dung, thong dung, luong dung, ca nhan, tap the, doanh nghiep, cua hang, dai ly, truong hoc, tram y te, nha van hoa, co so san xuat, hop tac xa, cong ty, co quan, don vi, to chuc ca nhan, to chuc, dia phuong, nhan dan, trong dan, nha nuoc, tu nhan, dan, cua dan, phuong tien thuy, thiet yeu, tru tranh, tranh tru, co so y te, gioi, gioi tinh, do tuoi, bo, cai, chiec, trang
"""
# Whose it is, where and when.
_WHOSE = """
nong nghiep, moi truong, tai nguyen, kinh te, xa hoi, quan ly su dung, xung yeu, trong diem, diem xung yeu, thoi gian, den het, het ngay, thang dau nam, hang nam, mua mua bao, mua mua lu, mua bao lu, bien, dao, rung, song, de, ho, bo, xa, phuong, dac khu, thi tran, huyen, thi xa, thanh pho, tinh, thon, ban, to dan pho, tdp, khu dan cu, khu pho, cac xa, cac phuong, cap xa, cap tinh, cap huyen, cap thon, cac thon, cac cap, toan xa, toan tinh, toan huyen, toan phuong, tren dia ban, dia ban, khu vuc, cum, vung, vung nui, mien nui, dong bang, ven bien, hai dao, dong, tay, nam, bac, phia dong, phia tay, phia nam, phia bac, trung tam, hanh chinh, don vi hanh chinh, sap xep, sau sap xep, cu, moi, hai cap, chinh quyen,
ubnd, uy ban nhan dan, ban chi huy, bch, bchqs, bch quan su, ban chi huy quan su, ban chqs, chqs, ptds, phong thu dan su, pctt, pctt va tkcn, pclb, tkcn, cnch, so, phong, ban, nganh, cac so, cac nganh, cac ban, cac hoi, so nong nghiep va moi truong, bo chi huy, bo tu lenh, mat tran, dang uy, hoi dong nhan dan, van phong,
nam, thang, quy, ngay, gio, den, tu, tinh den, tinh den ngay, thoi diem, hien nay, hien tai, hien co, dau nam, cuoi nam, dau ky, cuoi ky, giai doan, dot, lan, thu, nhat, hai, ba, mot, bon, nam bon, muoi, cuoi
"""
# What for.
_PURPOSE = """
nhu cau, bo sung, nhu cau bo sung, can bo sung, theo tieu chuan, theo dinh muc, hien hanh, khac phuc thiet hai, giam nhe thiet hai, giam thieu thiet hai, phong chong thien tai, phong chong, thien tai, phong chong lut bao, phong chong bao lut, lut bao, bao lut, bao lu, mua lu, mua bao, bao, lu, lut, lu lut, sieu bao, bao manh, bao manh sieu bao, ap thap nhiet doi, sat lo, sat lo dat, lu quet, lu ong, ngap lut, ngap ung, chay rung, chay no, dong dat, song than, su co, tai nan, tham hoa, dich benh, hoa chat, phong xa, tran dau, tim kiem cuu nan, tim kiem, cuu nan, cuu ho, cuu ho cuu nan, cuu nan cuu ho, phong chay chua chay, pccc, pcccr, phong thu, dan su, phong thu dan su, ung pho, khac phuc, hau qua, phuc vu, phuc vu cong tac, cong tac, nhiem vu, chi dao, dieu hanh, chi huy, chi dao dieu hanh, tinh huong, cac tinh huong, tinh huong khan cap, khan cap, khi co, khi co tinh huong, khi can, khi, xay ra, theo phuong cham, phuong cham, bon tai cho, 4 tai cho, tai cho, tham gia, san sang, san sang huy dong, san sang ung pho, huy dong, co the, co the huy dong, kich ban, canh gac, tuan tra canh gac, ho de, dam nhiem, kip thoi, chu dong,  kha nang huy dong, kha nang dap ung, dap ung, huy dong duoc, trung dung, trung mua, trung mua trung dung, hiep dong, phoi hop, cam ket, cam ket cung ung, cung ung, cung cap, du tru, du phong, bao dam, dam bao, hop dong nguyen tac, hop dong huy dong, thoa thuan, xa hoi hoa, phong ngua, bao ve, bao ve rung, an toan, an ninh, trat tu, an ninh trat tu, quoc phong, quan su, quan su dia phuong, de dieu, ho dap, thuy loi, cho cac, cap do, rui ro, cap do rui ro, su dung, dang su dung, dang quan ly, duoc trang bi, duoc giao quan ly, dang quan ly su dung, duoc cap, thuoc, truc thuoc, bao quan, luu kho, cat giu, nam giu, so huu, thuc te, thuc trang, hien trang, hien con, con lai, ton kho, san co, hien huu, hien dang, thuc co, thuc luc
"""
_SMALL = """
va, cua, cac, nhung, tai, theo, trong, ngoai, tren, duoi, do, la, co, ve, cho, de, khi, o, voi, hoac, nhu, duoc, den, tu, cung, bang, so, stt, lien, quan, lien quan, noi, moi, khac, rieng, chung, nay, sau, truoc, tinh, dang, lam, lam noi, gom, bao gom, cac loai, toan bo, toan, ca, tat ca, chu yeu, chinh, quan trong
"""
_KNOWN = frozenset(
    phrase.strip()
    for block in (_LISTS, _THINGS, _WHOSE, _PURPOSE, _SMALL)
    for phrase in block.replace("\n", " ").split(",")
)

# Things that are there, whatever else the title tells.
_THERE = re.compile(r"\b(?:hien co|hien con|thuc co|ton kho|kiem ke|hien trang|thuc trang|con lai|san co)\b")
_NAMED = frozenset({"thon", "xom", "tdp", "khu pho", "to dan pho"})
_OWN_PAGES = frozenset({"cac dong chua nhap vao kho"})  # the rows a file left, given back to be corrected
_FIRMS = frozenset({"cong ty", "htx", "hop tac xa", "dntn", "doanh nghiep tu nhan", "tnhh", "cty"})
# A head of a letter, a note, a line of a form.
_NO_TITLE = re.compile(
    r"^\W*(?:cong hoa|doc lap|kinh gui|can cu|thuc hien (?:cong van|chi dao|ke hoach|van ban|cong dien)|ghi chu|luu y|chu thich|"
    r"ho (?:va )?ten|nguoi|dien thoai|don vi tinh|dvt|noi nhan|email|dia chi|so ?:|so \d|so [./]|[^,]{2,30}, ngay)"
)
_OFFICE = re.compile(
    r"^(?:uy ban|ubnd|hdnd|ban (?:chi huy|chqs|quan ly)|bch|so|phong|chi cuc|hat|cong ty|truong|tram|trung tam|hoi|doan|bo chi huy|"
    r"cong an|don|htx|hop tac xa|van phong|dang uy|mat tran|uy ban)\b"
)
_BRACKETS = re.compile(r"\([^()]*\)?")


def strange_title(grid: Grid, table: Table, first: Table, indexes: Indexes) -> str:
    """Return the title above a table that no list of stock is called by, "" where its words are those of one.

    The title of the `first` table of a sheet, but for the line right above its header, is that of the others too.
    """
    own = lines_above(grid, table.top)
    shared = lines_above(grid, first.top) if table.top > first.top else []
    return strange_of([*own, *(shared[1:] or shared)], indexes)


def strange_of(lines: Sequence[str], indexes: Indexes) -> str:
    """Return the first of some titles, the nearest first, that no list of stock is called by; "" where one says it is."""
    if any(_THERE.search(fold_key(line)) for line in lines):
        return ""
    for distance, line in enumerate(lines):
        if distance and _OFFICE.match(fold_key(line)):
            continue  # a letterhead: only right above the header it may be the title
        if _is_strange(line, indexes):
            return line
    return ""


def lines_above(grid: Grid, top: int) -> list[str]:
    """Return the titles in the rows right above a row, the nearest first, as far as each has one text."""
    found: list[str] = []
    for row in range(top - 1, 0, -1):
        texts = [cell.text for cell in grid.rows.get(row, ()) if cell.text]
        titles = [text for text in texts if not (_NO_TITLE.match(fold_key(text)) or is_signature(text))]
        if len(titles) > 1:
            break
        found += titles
    return [text for text in found if len(text) <= LONGEST_TITLE]


def _is_strange(line: str, indexes: Indexes) -> bool:
    """Return whether the words of a line cannot be told apart into those a list of stock is called by."""
    bare = without_punctuation(_BRACKETS.sub(" ", fold_key(line))).split()
    words = [word for word in bare if not any(map(str.isdigit, word))]
    if " ".join(words) in _OWN_PAGES:
        return False
    reached = {0}
    for position in range(len(words)):
        if position in reached:
            reached.update(position + length for length in _lengths(words, position, indexes))
    return len(words) not in reached


def _lengths(words: Sequence[str], position: int, indexes: Indexes) -> Iterator[int]:
    """Yield how many words from a position on are known together, with the name behind "xã", "thôn", "công ty"."""
    left = len(words) - position
    for length in range(1, min(LONGEST_PHRASE, left) + 1):
        phrase = " ".join(words[position : position + length])
        if phrase in _KNOWN or (length > 1 and phrase in indexes.items.names) or _is_number(phrase):
            yield length
        if phrase in _FIRMS:
            yield left
        if phrase in _NAMED:  # a village or a depot: its name is nobody's but its own
            yield from (length + more for more in (1, 2) if length + more <= left)
        if 1 < length <= LONGEST_NAME and _is_place(phrase, indexes):
            yield length


def _is_place(words: str, indexes: Indexes) -> bool:
    places = indexes.places
    return places.is_place(words) or bool(places.find_district(words)) or words in PROVINCES


@lru_cache(maxsize=256)
def _is_number(word: str) -> bool:
    return re.fullmatch(r"[ivxlc]+|[a-z]", word) is not None
