"""The source of a quote: choose one that is known, or add one, by name or sealed under a code name."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QRadioButton, QWidget

from app.sources import why_not_sealed
from app.workflow import Reason
from db.records import Attribution, Quote, Source, SourceId, SourceKind, Terms
from ui.dialogs.frame import Frame, sentence
from ui.i18n import tr
from ui.messages import reason_words, source_kind_word, terms_word
from ui.theme import Theme
from ui.widgets import Banner, Button, Label

_INDENT = 25  # pixels, of what belongs to a radio button
_KINDS = {
    Attribution.ORGANISATION: SourceKind.ORGANISATION,
    Attribution.DOCUMENT: SourceKind.DOCUMENT,
    Attribution.MEDIA: SourceKind.OUTLET,
}


@dataclass(frozen=True, slots=True)
class NewSource:
    """A source to be added. Where `confidential`, `name` is to be sealed at once and never kept in clear."""

    kind: SourceKind
    name: str
    role: str
    confidential: bool
    code_name: str


class SourceDialog(Frame):
    """Gives a quote its source. A confidential name is sealed in the keychain's keeping, or not taken at all."""

    source_chosen = Signal(object)  # SourceId, or None for no source
    source_added = Signal(object)  # NewSource
    custody_wanted = Signal(str)  # SourceId of a confidential one

    def __init__(
        self, theme: Theme, quote: Quote, sources: Sequence[Source], parent: QWidget | None, *, keychain: bool
    ) -> None:
        """`keychain` says whether there is one to keep the sealing key in."""
        super().__init__(theme, tr("Source of the quote"), tr("Use this source"), parent)
        self._keychain = keychain
        self.only_side()
        self.setMinimumWidth(round(520 * theme.scale))
        self.column.addWidget(_words(theme, quote))
        self._unnamed = quote.attribution is Attribution.ANONYMOUS
        self.warning = Banner(theme, "warning", "")
        self.column.addWidget(self.warning)
        self.column.addSpacing(6)
        self.known = QRadioButton(tr("&Known source"))
        self.new = QRadioButton(tr("&New source"))
        self.list = QComboBox()
        self.list.setAccessibleName(tr("Known sources"))
        self.list.addItem(tr("No source"), None)
        for source in sources:
            self.list.addItem(_shown(source), source.id)
        self.list.setCurrentIndex(max(0, self.list.findData(_likeliest(quote, sources))))
        self._confidential = {source.id for source in sources if source.confidential}
        self.custody = Button(theme, tr("Show the identity…"))
        self.custody.clicked.connect(lambda: self.custody_wanted.emit(self.list.currentData()))
        row = QHBoxLayout()
        row.setContentsMargins(theme.px(_INDENT), 0, 0, 0)
        row.addWidget(self.list, 1)
        row.addWidget(self.custody)
        self.column.addWidget(self.known)
        self.column.addLayout(row)
        self.column.addWidget(self.new)
        self.column.addLayout(self._form(quote))
        self.column.addWidget(self._asked_terms(theme, quote))
        self.column.addStretch(1)
        self._wire()
        (self.known if sources else self.new).setChecked(True)
        self._weigh()
        (self.list if sources else self.name).setFocus(Qt.FocusReason.OtherFocusReason)

    def _form(self, quote: Quote) -> QGridLayout:
        self.kind = QComboBox()
        for kind in SourceKind:
            self.kind.addItem(source_kind_word(kind), kind)
        self.kind.setCurrentIndex(self.kind.findData(_KINDS.get(quote.attribution, SourceKind.PERSON)))
        self.name, self.role, self.code_name = (QLineEdit() for _ in range(3))
        self.name.setText("" if self._unnamed else quote.name or quote.speaker)
        self.role.setPlaceholderText(tr("For example: chief executive"))
        self.code_name.setPlaceholderText(tr("Shown everywhere in place of the name"))
        self.confidential = QCheckBox(tr("&Confidential: the name is sealed"))
        self.confidential.setChecked(self._unnamed and self._keychain)
        rows: tuple[tuple[str, QWidget], ...] = (
            (tr("&What"), self.kind),
            (tr("N&ame"), self.name),
            (tr("&Role"), self.role),
            ("", self.confidential),
            (tr("Co&de name"), self.code_name),
        )
        grid = QGridLayout()
        grid.setContentsMargins(self.theme.px(_INDENT), 0, 0, 0)
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(0, round(96 * self.theme.scale))
        grid.setColumnStretch(1, 1)
        for at, (text, field) in enumerate(rows):
            if text:
                label = Label(self.theme, text, weight="label", tone="ink2")
                label.setBuddy(field)
                field.setAccessibleName(text.replace("&", ""))
                grid.addWidget(label, at, 0)
            grid.addWidget(field, at, 1)
        self._fields = [field for _, field in rows]
        grid.addWidget(
            sentence(self.theme, tr("The key lies in this computer’s keychain, not in the library."), "ink3"), 5, 1
        )
        return grid

    def _asked_terms(self, theme: Theme, quote: Quote) -> QWidget:
        """A confidential source is not on the record unasked: on what terms, is asked in the same step."""
        self.terms = QComboBox()
        self.terms.setAccessibleName(tr("Terms"))
        for terms in Terms:
            if terms is not Terms.ON_RECORD:
                self.terms.addItem(terms_word(terms), terms)
        now = Terms.NOT_AGREED if quote.terms is Terms.ON_RECORD else quote.terms
        self.terms.setCurrentIndex(self.terms.findData(now))
        label = Label(theme, tr("&Terms"), weight="label", tone="ink2")
        label.setBuddy(self.terms)
        self.asked = QWidget()
        row = QGridLayout(self.asked)
        row.setContentsMargins(0, 6, 0, 0)
        row.setHorizontalSpacing(0)
        row.setColumnMinimumWidth(0, round(96 * theme.scale) + theme.px(_INDENT))
        row.setColumnStretch(1, 1)
        row.addWidget(label, 0, 0)
        row.addWidget(self.terms, 0, 1)
        said = tr("A quote of a confidential source is not on the record, nor put to a named person.")
        row.addWidget(sentence(theme, said, "ink3"), 1, 1)
        return self.asked

    def terms_asked(self) -> Terms | None:
        """The terms that were chosen, where the source is a confidential one."""
        return Terms(self.terms.currentData()) if self._sealed() else None

    def _sealed(self) -> bool:
        """Whether the source that is chosen, or would be added, is confidential."""
        return self.confidential.isChecked() if self.new.isChecked() else self.list.currentData() in self._confidential

    def _wire(self) -> None:
        self.list.activated.connect(lambda _at: self.known.setChecked(True))
        self.list.currentIndexChanged.connect(lambda _at: self._weigh())
        self.known.toggled.connect(self._weigh)
        self.confidential.toggled.connect(self._weigh)
        for line in (self.name, self.code_name):
            line.textChanged.connect(self._weigh)

    def _weigh(self) -> None:
        new = self.new.isChecked()
        self.list.setEnabled(not new)
        self.custody.setVisible(not new and self.list.currentData() in self._confidential)
        for field in self._fields:
            field.setEnabled(new)
        sealed = self.confidential.isChecked()
        self.code_name.setEnabled(new and sealed)
        self.code_name.setToolTip("" if sealed else tr("Only a confidential source has a code name"))
        no_keychain = tr(
            "No keychain answers here, so no name can be sealed: unlock this computer’s keychain, such as GNOME "
            "Keyring or KWallet, and open this window again."
        )
        self.asked.setVisible(self._sealed())
        self.warning.show_words("warning", no_keychain)
        self.warning.setVisible(new and (sealed or self._unnamed) and not self._keychain)
        self.go.setText(tr("Use this source") if not new else tr("Add and use"))
        self.refuse(self._missing(new, sealed, no_keychain))

    def _missing(self, new: bool, sealed: bool, no_keychain: str) -> str:
        if not new:
            return ""
        if sealed and not self._keychain:
            return no_keychain
        if not sealed:
            return "" if self.name.text().strip() else reason_words(Reason.NO_NAME)
        refusal = why_not_sealed(self.name.text(), self.code_name.text())
        return reason_words(refusal) if refusal else ""

    def confirm(self) -> None:
        """Hand over what was chosen or added."""
        if self.known.isChecked():
            chosen = self.list.currentData()
            self.source_chosen.emit(SourceId(chosen) if chosen else None)
        else:
            sealed = self.confidential.isChecked()
            code = self.code_name.text().strip() if sealed else ""
            kind = SourceKind(self.kind.currentData())
            new = NewSource(kind, self.name.text().strip(), self.role.text().strip(), sealed, code)
            self.source_added.emit(new)
        self.accept()


def _likeliest(quote: Quote, sources: Sequence[Source]) -> SourceId | None:
    """The quote's source; where it has none, the one of that name, else the only one, unless it is confidential."""
    named = [one.id for one in sources if quote.name and quote.name == (one.code_name or one.name)]
    likely = named or [one.id for one in sources if len(sources) == 1 and not one.confidential]
    return quote.source_id or (likely[0] if len(likely) == 1 else None)


def _words(theme: Theme, quote: Quote) -> Label:
    words = Label(theme, f"“{quote.exact}”", tone="ink2")
    words.setFont(theme.reading_font(theme.base_size + 2))
    words.setWordWrap(True)
    return words


def _shown(source: Source) -> str:
    """A source in the list; a confidential one by its code name only."""
    name = tr("{name} (code name)", name=source.code_name) if source.confidential else source.name
    return f"{name}, {source.role}" if source.role else name
