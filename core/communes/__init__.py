"""The province's communes, their neighbours, and the names they had before July 2025."""
