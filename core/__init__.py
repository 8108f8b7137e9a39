"""What every package uses: settings, database, clock, accounts, audit, communes, spreadsheets, papers, web."""
