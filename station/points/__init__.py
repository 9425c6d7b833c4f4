"""Service points, and the kiosks that stand at them."""
