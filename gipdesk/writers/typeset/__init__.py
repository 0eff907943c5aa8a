"""Setting type: from the document's tree to pages of glyphs, rules and pictures.

`fonts` measures, `kinsoku` says where Chinese text may be broken, `linebreak` chooses the breaks
and `lines` spaces the letters; `blocks`, `cover` and `tables` stand lines on top of each other,
`pages` fills the sheets and `layout` leads the document through all of them. What comes out is the
list of `display`, each of whose contents is an element of the document's structure or an artifact
(`elements`; `structure` knows those of tables).
"""

from __future__ import annotations
