@echo off
rem Kiem tra moi thu trong thu muc HO-SO. Khong nhan ten tep tu dong lenh.
chcp 65001 >nul
"%~dp0node.exe" "%~dp0app\kiem-tra.mjs"
