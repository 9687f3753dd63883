"""Documents as paper: what a PDF shows, what an upload is turned into.

Uploads are hostile: `reader` reads them in processes of their own (`apart`), which `papers` asks.
`conversion` has LibreOffice turn a DOCX into a PDF.
"""
