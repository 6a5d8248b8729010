#!/bin/sh
# Kiểm tra mọi thứ trong thư mục HO-SO. Không nhận tên tệp từ dòng lệnh.
case $0 in
*/*) here=${0%/*} ;;
*) here=. ;;
esac
exec "$here/node" "$here/app/kiem-tra.mjs"
