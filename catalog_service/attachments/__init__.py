"""Files that hang on gear and loans: pictures, manuals, how something looked when it went out."""
