"""Who watches: dashboards, reminders, inspection, regular checks, compliance."""
