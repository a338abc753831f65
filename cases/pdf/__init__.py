"""The only door to the PDF engines: WeasyPrint prints what Amparo wrote, pikepdf handles what people uploaded."""
