"""What visitors are asked about the station's service, in versions that never change."""
