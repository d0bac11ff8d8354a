"""The commands of `course` for those who grade, teach and write."""
