"""The main job, step by step, as the people of the province do it; every step works without JavaScript."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

from playwright.sync_api import expect
from python_calamine import CalamineWorkbook

from tests.browser.person import Person, Site
from tests.web.making import OWN, token_in, workbook

JACKETS = "Áo phao cứu sinh"


@dataclass
class Walk:
    """One walk: who sees which width, and what was made on the way."""

    site: Site
    width: int
    javascript: bool
    folder: Path

    def who(self, login: str) -> Person:
        """Return one of the people."""
        return self.site.person(login, width=self.width, javascript=self.javascript)

    def bring_in_a_list(self) -> None:
        """The provincial office uploads a workbook, answers what is asked and commits."""
        file = self.folder / "danh-muc.xlsx"
        file.write_bytes(workbook().getvalue())
        office = self.who("vanphong.tinh")
        office.part("Nhập số liệu")
        office.page.set_input_files("#file", file)
        office.press("Tải lên và xem trước")
        office.reads("Còn 1 câu hỏi cho 1 ô", "Tệp này có 1 trang tính")
        office.follow("Trả lời câu hỏi")
        office.reads("Phao", "số ở ô E6")
        office.page.get_by_role("radio", name="Phao cứu sinh (không rõ loại)").check()
        office.press("Ghi nhớ các câu trả lời")
        office.follow("Xem từng dòng")
        office.reads("80 → 131 cái", "Sheet!E4", "Phao cứu sinh (không rõ loại)")
        office.follow("Về trang của tệp")
        office.press("Ghi 2 dòng vào kho")
        office.reads("Biên nhận NK-", "1 mới", "1 thay đổi")

    def correct_a_number(self) -> None:
        """The commune's official corrects a number in two taps, then confirms the whole list."""
        official = self.who("canbo.binhminh")
        official.part("Kho tại chỗ")
        official.reads("Kho tại chỗ: Xã Bình Minh")
        expect(official.page.locator(".row-item")).not_to_have_count(0)
        expect(official.page.locator("main")).not_to_contain_text("Xã Bình Sơn")
        official.follow(re.compile(f"^{JACKETS}"))  # first tap
        box = official.page.get_by_label("Hiện có (cái)")
        expect(box).to_have_value("131")
        box.fill("132")
        official.press("Lưu, đã kiểm tra hôm nay")  # second tap
        official.reads(f"Đã ghi {JACKETS}, kiểm tra hôm nay")
        row = official.page.locator(".row-item", has_text=JACKETS)
        expect(row.first).to_contain_text("132 cái")
        expect(row.first).to_contain_text("đã kiểm tra hôm nay")
        official.open("Xác nhận cả danh sách không thay đổi")
        official.page.get_by_role("checkbox").check()
        official.press("Xác nhận không thay đổi")
        official.reads("dòng không thay đổi, kiểm tra hôm nay")

    def open_an_incident(self) -> None:
        """The command post opens an incident, says what it needs and asks for a plan."""
        post = self.who("thuongtruc.tinh")
        post.part("Sự cố")
        post.follow("Báo sự cố mới")
        post.page.get_by_label("Sự cố gì").fill("Vỡ bờ bao, ngập khu dân cư")
        post.page.get_by_label("Loại hình").select_option(label="Ngập lụt")
        post.page.get_by_label("Xã, phường, đặc khu").select_option(label="Xã Bình Minh")
        post.page.get_by_label("Vị trí cụ thể").fill("thôn 7")
        post.page.get_by_label("Cấp độ phòng thủ dân sự").select_option("2")
        post.page.get_by_label("Cấp độ rủi ro thiên tai").select_option("3")
        post.press("Mở sự cố")
        post.reads("phòng thủ dân sự cấp độ 2", "rủi ro thiên tai cấp 3", "Chưa có nhu cầu")
        for type_code, quantity, minutes in (("TB-001", "40", "120"), ("TB-005", "5.000", "240")):
            post.page.get_by_label("Loại nguồn lực").select_option(type_code)
            post.page.get_by_label("Số lượng").fill(quantity)
            post.page.get_by_label("Cần có trong (phút)").fill(minutes)
            post.page.get_by_label("Ưu tiên").select_option("1")
            post.press("Thêm nhu cầu")
            post.reads("Đã thêm nhu cầu")
        post.press("Lập phương án")

    def read_why_and_accept(self) -> None:
        """The plan says why each resource was chosen or not, and what is short; accepting holds the stock."""
        post = self.who("thuongtruc.tinh")
        post.reads("Mới là đề xuất, chưa giữ nguồn lực nào", "tại chỗ", "đến kịp, gần nhất còn đủ")
        post.reads("Thiếu", "Đề nghị cấp trên chi viện")
        post.open("Vì sao không chọn")
        expect(post.page.locator("details.passed li").first).to_be_visible()
        expect(post.page.locator("details.passed h3").first).to_be_visible()
        post.page.get_by_role("button", name=re.compile("^Chấp nhận: giữ")).click()
        post.reads("nguồn lực. Hãy soạn lệnh gửi các đơn vị", "Đang giữ")

    def draft_an_order(self) -> str:
        """The command post drafts the order to the commune and takes its papers; returns the order's address."""
        post = self.who("thuongtruc.tinh")
        post.follow(re.compile("^Soạn lệnh cho"))
        post.page.get_by_label("Nguồn lực của").select_option(label="Xã Bình Minh")
        if not self.javascript:
            post.press("Chọn xã")
        expect(post.page.locator("input[name=commune]")).to_have_value(OWN)
        post.page.get_by_label("Chỉ huy tại hiện trường").fill("Nguyễn Văn Thành")
        post.press("Tạo dự thảo")
        post.reads("Dự thảo, chờ duyệt", "do văn thư ghi sau khi ký", f"{JACKETS}: 40 cái")
        word = post.saves("Tải bản Word", self.folder)
        with ZipFile(word) as archive:
            text = re.sub(r"<[^>]+>", "", archive.read("word/document.xml").decode())
        assert "Áo phao cứu sinh" in text
        assert "Bình Minh" in text
        paper = post.saves("Tải bản PDF", self.folder).read_bytes()
        assert paper.startswith(b"%PDF-")
        assert len(paper) > 10_000
        return post.page.url.removeprefix(post.base)

    def approve(self, order: str) -> None:
        """The drafter may not approve; the chairman does; the clerk's number is noted."""
        post, chief = self.who("thuongtruc.tinh"), self.who("lanhdao.tinh")
        expect(post.page.get_by_role("button", name="Duyệt lệnh")).to_have_count(0)
        sent: dict[str, str | float | bool] = {"csrf_token": token_in(post.page.content())}
        assert post.page.request.post(f"{post.base}{order}/duyet", form=sent).status == 403
        chief.go("/")
        chief.reads("Duyệt lệnh gọi nguồn lực của Xã Bình Minh: Vỡ bờ bao")
        chief.go(order)
        chief.press("Duyệt lệnh")
        chief.reads("Đã duyệt. 1 nguồn lực chuyển sang đã ra lệnh")
        post.go(order)
        post.page.get_by_label("Số văn thư cấp").fill("1234/QĐ-UBND")
        post.press("Ghi số, ngày")
        post.reads("1234/QĐ-UBND")

    def serve(self, order: str) -> None:
        """The commune acknowledges, departs, arrives; the command post releases; the return must add up."""
        official, post = self.who("canbo.binhminh"), self.who("thuongtruc.tinh")
        official.part("Việc cần làm")
        official.reads("Có 2 lệnh cần trả lời: ", "Vỡ bờ bao")
        official.go(order)
        official.follow(re.compile(f"^{JACKETS}"))
        for step in ("Đã nhận lệnh", "Đã xuất phát", "Đã đến nơi"):
            official.page.get_by_label("Ai báo, ghi chú").first.fill("Trưởng thôn 7 báo qua điện thoại")
            official.press(step)
            official.reads(f"Đã ghi: {step}")
        post.go(official.page.url.removeprefix(official.base))
        post.open("Cho về")
        post.press("Cho về")
        post.reads("Đã ghi: Cho về")
        official.page.reload()
        official.page.get_by_label("Trả về (cái)").fill("38")
        official.press("Hoàn trả")
        official.reads("cộng lại là 38, phải đúng bằng số đã đi là 40")
        official.page.get_by_label("Mất (cái)").fill("2")
        official.press("Hoàn trả")
        official.reads("Đã ghi: Đã hoàn trả")

    def add_up(self) -> None:
        """The stock's story tells every step, and its lines add up to what is there."""
        official = self.who("canbo.binhminh")
        official.follow("Vì sao con số này trong kho")
        official.reads("130 cái", "Sheet!E4", "Mất", "Xuất phát", "Trả về", "Giữ cho sự cố", "Kiểm đếm")
        lot_id = official.page.url.rsplit("/", 1)[1]
        asked = official.page.request
        lot = asked.get(f"{official.base}/api/v1/lots/{lot_id}").json()
        moves = asked.get(f"{official.base}/api/v1/lots/{lot_id}/movements").json()
        assert lot["on_hand"] == 130
        for name in ("on_hand", "reserved", "away", "broken"):
            assert sum(move[name] for move in moves["movements"]) == lot[name]

    def audit(self) -> None:
        """The auditor takes the yearly workbook and opens why a figure is what it is."""
        auditor = self.who("kiemtoan")
        auditor.part("Báo cáo")
        auditor.reads("96 trên 96 đơn vị đã báo cáo")
        file = auditor.saves("Tải tệp Excel toàn tỉnh", self.folder)
        book = CalamineWorkbook.from_path(str(file))
        sheets = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
        text = {cell for rows in sheets.values() for row in rows for cell in row}
        assert {"Xã Bình Minh", "Xã Đặng Thùy Trâm", "Đặc khu Lý Sơn"} <= text
        auditor.follow(re.compile("^Xã Bình Minh"))
        auditor.follow(JACKETS)
        auditor.reads("130 cái", "Mất", "danh-muc.xlsx", "Phạm Thị Ngọc")

    def take_the_list_back(self) -> None:
        """The provincial office undoes its import: what was worked with since stays, the rest goes back."""
        office = self.who("vanphong.tinh")
        office.part("Nhập số liệu")
        office.follow(re.compile("danh-muc.xlsx"))
        office.press("Hoàn tác lần nhập này")
        office.reads("Đã hoàn tác", "giữ nguyên vì đã có người sửa")

    def settle(self, order: str) -> None:
        """Minutes of the return, the loss paid, the file settled, the incident closed, its report opened."""
        official, post = self.who("canbo.binhminh"), self.who("thuongtruc.tinh")
        official.go(f"{order}/hoan-tra")
        for box, text in (
            ("owner_delegate", "Phạm Thị Ngọc"),
            ("user_name", "Đội xung kích"),
            ("user_delegate", "Lê Văn Chính"),
        ):
            official.page.fill(f"#f-{box}", text)
        official.page.locator("[id^=f-condition-]").fill("mất 2 cái, còn lại tốt")
        official.press("Lưu biên bản")
        official.reads("Đã lưu biên bản", "Đã lập")
        post.go(f"{order}/boi-thuong")
        post.page.locator("#f-dispatch_id").select_option(label=f"{JACKETS}, UBND xã Bình Minh: mất 2")
        post.page.locator("#f-loss").select_option("lost:value")
        for box, text in (("quantity", "2"), ("unit_dong", "250000"), ("payer", "Sở Tài chính")):
            post.page.fill(f"#f-{box}", text)
        post.page.locator("#f-budget").select_option(index=1)
        post.press("Thêm khoản bồi thường")
        post.reads("500.000 đồng", "còn phải chi 500.000 đồng")
        post.open("Ghi chi trả")
        post.page.get_by_label("Chứng từ").fill("UNC 17")
        post.press("Ghi chi trả")
        post.reads("Đã chi trả", "đã chi trả đủ")
        post.follow("Xem lệnh")
        post.follow(re.compile(f"^{JACKETS}"))
        post.reads("Đã kiểm tra")
        post.press("Thanh toán xong, kết thúc hồ sơ")
        post.reads("Đã ghi", "Hiện không có bước nào")
        post.follow("Xem lệnh")
        post.follow("Về Sở chỉ huy sự cố")
        post.follow("Đóng sự cố")
        post.page.locator("button.btn-danger").click()
        post.reads("đóng sự cố", "Đã đóng")
        post.follow("Báo cáo sự cố")
        post.reads("Vỡ bờ bao")
