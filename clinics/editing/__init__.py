"""The page of a clinic in the admin: its form, and what stands around it."""
