"""The text of a help topic: our type sizes, pictures as wide as the window, words looked for underlined."""

import re
from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtGui import (
    QImage,
    QPainter,
    QPen,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextTable,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from coordinator_app.gui import theme
from coordinator_app.services import handbook

MARGIN = 24
_PICTURE_MARK = "\N{OBJECT REPLACEMENT CHARACTER}"
_PICTURE = re.compile(r"^!\[([^\]]+)\]\(([^)]+)\)$", re.MULTILINE)


class HelpText(QTextBrowser):
    """Shows Markdown; links are for others to follow (`anchorClicked`)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._markdown = ""
        self._wanted: Sequence[str] = ()
        self._width = 0
        self._pictures: dict[str, QImage] = {}
        self.setAccessibleName("Hilfetext")
        self.setOpenLinks(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        theme.mark(self, rolle="lesetext")

    def show_markdown(self, markdown: str, wanted: Sequence[str] = ()) -> None:
        """Show a text from its beginning, or from the first of the words `wanted` (in their search form)."""
        self._markdown, self._wanted = markdown, wanted
        self._pictures.clear()
        self._width = self._picture_width()
        # What a picture shows stands below it as well: not everybody sees the picture.
        self.setMarkdown(_PICTURE.sub(r"![\1](\2)\n\n*\1*", markdown))
        polish(self.document())
        self._mark()

    def _mark(self) -> None:
        found: list[QTextEdit.ExtraSelection] = []
        look = QTextCharFormat()
        look.setBackground(theme.color("attention_soft"))
        look.setForeground(theme.color("text"))
        look.setFontUnderline(True)
        block = self.document().begin()
        while self._wanted and block.isValid():
            for start, end in handbook.marked(block.text(), self._wanted):
                selection = QTextEdit.ExtraSelection()
                cursor = QTextCursor(block)
                cursor.setPosition(block.position() + start)
                cursor.setPosition(block.position() + end, QTextCursor.MoveMode.KeepAnchor)
                selection.cursor, selection.format = cursor, look
                found.append(selection)
            block = block.next()
        self.setExtraSelections(found)
        first = QTextCursor(self.document())
        if found and not handbook.marked(self.document().firstBlock().text(), self._wanted):
            first.setPosition(found[0].cursor.selectionStart())
        self.setTextCursor(first)
        self.ensureCursorVisible()

    # Pictures -----------------------------------------------------------------------------------

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """A picture of the Handbuch, in a dark theme the dark one, never wider than the text."""
        name = QUrl(name)
        if kind != QTextDocument.ResourceType.ImageResource.value or name.scheme():
            return None
        if name.path() not in self._pictures:
            dark = theme.color("surface").lightness() < theme.color("text").lightness()
            self._pictures[name.path()] = QImage(str(handbook.picture(name.path(), dark=dark)))
        return self._fitted(self._pictures[name.path()])

    def _fitted(self, picture: QImage) -> QImage:
        ratio = self.devicePixelRatioF()
        if picture.isNull():
            return picture
        width = min(picture.width(), round(self._width * ratio))
        fitted = picture.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation).convertToFormat(
            QImage.Format.Format_RGB32
        )
        painter = QPainter(fitted)
        painter.setPen(QPen(theme.color("line_strong"), 1))
        painter.drawRect(0, 0, fitted.width() - 1, fitted.height() - 1)
        painter.end()
        fitted.setDevicePixelRatio(ratio)
        return fitted

    def _picture_width(self) -> int:
        return max(200, self.viewport().width() - 2 * MARGIN - 8)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Pictures follow the width."""
        super().resizeEvent(event)
        width = self._picture_width()
        if self._pictures and width != self._width:
            self._width = width
            document = self.document()
            for name, picture in self._pictures.items():
                document.addResource(QTextDocument.ResourceType.ImageResource, QUrl(name), self._fitted(picture))
            document.markContentsDirty(0, document.characterCount())

    def changeEvent(self, event: QEvent) -> None:
        """Other colours or letters: write the text again."""
        super().changeEvent(event)
        if self._markdown and theme.is_look_change(event):
            place = self.verticalScrollBar().value()
            self.show_markdown(self._markdown, self._wanted)
            self.verticalScrollBar().setValue(place)


def _underline_links(block: QTextBlock) -> None:
    """Links are not told by colour alone."""
    underlined = QTextCharFormat()
    underlined.setFontUnderline(True)
    pieces = block.begin()
    while not pieces.atEnd():
        piece = pieces.fragment()
        if piece.charFormat().isAnchor():
            cursor = QTextCursor(block)
            cursor.setPosition(piece.position())
            cursor.setPosition(piece.position() + piece.length(), QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(underlined)
        pieces += 1


def polish(document: QTextDocument) -> None:
    """Give a Markdown document our type sizes and air (Markdown takes no style sheet)."""
    document.setDocumentMargin(MARGIN)
    block = document.begin()
    while block.isValid():
        level = block.blockFormat().headingLevel()
        cursor = QTextCursor(block)
        paragraph = block.blockFormat()
        roomy = 100 if _PICTURE_MARK in block.text() else 130  # a picture is as high as it is
        paragraph.setLineHeight(roomy, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if level and cursor.currentTable() is None:
            paragraph.setTopMargin(0 if level == 1 else 16)
            paragraph.setBottomMargin(6)
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            letters = QTextCharFormat()
            letters.setFont(theme.font("title" if level == 1 else "card"))
            cursor.mergeCharFormat(letters)
        elif not cursor.currentList() and cursor.currentTable() is None:
            paragraph.setTopMargin(0)
            paragraph.setBottomMargin(2 if paragraph.nonBreakableLines() else 10)  # lines of commands stand close
        QTextCursor(block).setBlockFormat(paragraph)  # the selection reaches into the block before
        _underline_links(block)
        block = block.next()
    for child in document.rootFrame().childFrames():
        if isinstance(child, QTextTable):
            look = child.format()
            look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            look.setBorderCollapse(True)
            look.setBorder(1)
            look.setBorderBrush(theme.color("line"))
            look.setCellPadding(5)
            child.setFormat(look)
